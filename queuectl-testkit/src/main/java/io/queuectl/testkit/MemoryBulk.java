package io.queuectl.testkit;

import io.queuectl.api.JobState;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.KeySweep;
import io.queuectl.core.spi.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Jobs by the many, in memory. */
class MemoryBulk implements BulkMoves {

    private final MemorySession session;

    MemoryBulk(MemorySession session) {
        this.session = session;
    }

    @Override
    public long count(JobFilter filter) {
        return session.answer(data -> meant(data, filter).count());
    }

    @Override
    public List<Long> numbers(JobFilter filter, long after, int limit) {
        return session.answer(data -> meant(data, filter)
                .map(job -> job.number)
                .filter(number -> number > after)
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Instant> nthFinish(JobFilter filter, long n) {
        return session.answer(data -> meant(data, filter)
                .map(job -> job.finishedAt)
                .filter(Objects::nonNull)
                .sorted(Comparator.reverseOrder())
                .skip(n - 1)
                .findFirst());
    }

    @Override
    public Optional<Instant> firstFinish(JobFilter filter) {
        return session.answer(data -> meant(data, filter)
                .map(job -> job.finishedAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder()));
    }

    @Override
    public KeySweep dropKeys(long after, int limit, Instant now) {
        return session.answer(data -> {
            List<Map.Entry<MemoryKey.Place, MemoryKey>> keys = data.keys.entrySet().stream()
                    .filter(key -> key.getValue().number() > after)
                    .sorted(Comparator.comparing(key -> key.getValue().number()))
                    .limit(limit)
                    .toList();
            List<MemoryKey.Place> free = keys.stream()
                    .filter(key -> !data.jobs.containsKey(key.getValue().number()))
                    .filter(key -> !key.getValue().isHeld(null, now))
                    .map(Map.Entry::getKey)
                    .toList();
            free.forEach(data.keys::remove);
            long last = keys.size() < limit
                    ? 0
                    : keys.get(keys.size() - 1).getValue().number();
            return new KeySweep(free.size(), last);
        });
    }

    @Override
    public Moved moveAll(List<Long> numbers, JobFilter filter, JobMove move, Instant now) {
        return session.answer(data -> {
            List<MemoryJob> moved = numbers.stream()
                    .map(data.jobs::get)
                    .filter(Objects::nonNull)
                    .filter(job -> move.mayLeave(job.state) && filter.accepts(job.view()))
                    .toList();
            moved.forEach(job -> move(data, job, move, now));
            if (!(move instanceof JobMove.Delete)) {
                moved.forEach(job -> follow(data, job, move, now));
            }
            data.tell();
            return new Moved(moved.size(), Duration.ZERO);
        });
    }

    private static void move(MemoryData data, MemoryJob job, JobMove move, Instant now) {
        if (move instanceof JobMove.Delete) {
            remove(data, job, now);
        } else if (move instanceof JobMove.Edit edit) {
            job.edit(edit.edit());
        } else if (move instanceof JobMove.Requeue requeue) {
            job.requeue(now);
            job.edit(requeue.edit());
        } else if (job.state == JobState.PROCESSING) {
            job.cancelRequested = true;
        } else {
            job.cancel(now);
        }
    }

    /** What the moves of all of them bring about. */
    private static void follow(MemoryData data, MemoryJob job, JobMove move, Instant now) {
        if (move instanceof JobMove.Requeue) {
            new MemoryAfter(data, now).again(job);
        } else if (job.state == JobState.CANCELLED) {
            new MemoryAfter(data, now).ended(job);
        }
    }

    /** Whoever waits for the job is let go of first. */
    static void remove(MemoryData data, MemoryJob job, Instant now) {
        new MemoryAfter(data, now).deleted(job);
        data.remove(job);
    }

    private static Stream<MemoryJob> meant(MemoryData data, JobFilter filter) {
        return data.all().filter(job -> filter.accepts(job.view()));
    }
}
