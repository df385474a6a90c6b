package io.queuectl.examples.customstore;

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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Jobs by the many: found by a look at every job. */
final class JournalBulk implements BulkMoves {

    private final Session session;

    JournalBulk(Session session) {
        this.session = session;
    }

    @Override
    public long count(JobFilter filter) {
        return session.read(tables -> meant(tables, filter).count());
    }

    @Override
    public List<Long> numbers(JobFilter filter, long after, int limit) {
        return session.read(tables -> meant(tables, filter)
                .map(JobRow::number)
                .filter(number -> number > after)
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Instant> nthFinish(JobFilter filter, long n) {
        return session.read(tables -> meant(tables, filter)
                .map(row -> row.course().finishedAt())
                .filter(Objects::nonNull)
                .sorted(Comparator.reverseOrder())
                .skip(n - 1)
                .findFirst());
    }

    @Override
    public Optional<Instant> firstFinish(JobFilter filter) {
        return session.read(tables -> meant(tables, filter)
                .map(row -> row.course().finishedAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder()));
    }

    @Override
    public KeySweep dropKeys(long after, int limit, Instant now) {
        return session.write(transaction -> {
            List<Entry.Keyed> keys = transaction
                    .tables()
                    .keys()
                    .filter(keyed -> keyed.number() > after)
                    .sorted(Comparator.comparing(Entry.Keyed::number))
                    .limit(limit)
                    .toList();
            KeyStep step = new KeyStep(transaction, now);
            List<Entry.Keyed> free = keys.stream().filter(step::isForgotten).toList();
            free.forEach(keyed -> transaction.write(
                    new Entry.KeyGone(keyed.kind(), keyed.unique().key())));
            return new KeySweep(
                    free.size(),
                    keys.size() < limit ? 0 : keys.get(keys.size() - 1).number());
        });
    }

    @Override
    public Moved moveAll(List<Long> numbers, JobFilter filter, JobMove move, Instant now) {
        long begunNanos = System.nanoTime();
        int count = session.write(transaction -> {
            List<JobRow> moved = numbers.stream()
                    .map(transaction.tables()::job)
                    .filter(Objects::nonNull)
                    .filter(row -> move.mayLeave(row.state()) && filter.accepts(row.toView()))
                    .toList();
            moved.forEach(row -> transaction.write(moved(row, move, now)));
            return moved.size();
        });
        return new Moved(count, Duration.ofNanos(System.nanoTime() - begunNanos));
    }

    private static Entry moved(JobRow row, JobMove move, Instant now) {
        if (move instanceof JobMove.Delete) {
            return new Entry.Gone(row.number());
        }
        if (move instanceof JobMove.Edit edit) {
            return new Entry.Put(row.edit(edit.edit()));
        }
        if (move instanceof JobMove.Requeue requeue) {
            return new Entry.Put(row.requeue(now).edit(requeue.edit()));
        }
        return new Entry.Put(row.state() == JobState.PROCESSING ? row.requestCancel() : row.cancel(now));
    }

    private static Stream<JobRow> meant(Tables tables, JobFilter filter) {
        return tables.all().filter(row -> filter.accepts(row.toView()));
    }
}
