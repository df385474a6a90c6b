package io.queuectl.testkit;

import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueDepth;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.QueueRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is set for queues, in memory. */
class MemoryQueues implements QueueControl {

    private final MemorySession session;

    MemoryQueues(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<QueueSettings> settings() {
        return session.answer(
                data -> data.queues.values().stream().map(QueueRow::settings).toList());
    }

    @Override
    public QueueSettings change(QueueName queue, UnaryOperator<QueueSettings> change, Instant now) {
        return session.answer(data -> {
            QueueRow row = data.queues.getOrDefault(queue, QueueRow.none(queue)).changed(change, now);
            if (row.settings().isNone()) {
                data.queues.remove(queue);
            } else {
                data.queues.put(queue, row);
            }
            data.tell();
            return row.settings();
        });
    }

    @Override
    public int waiting(QueueName queue, int atMost) {
        return session.answer(data -> (int) data.all()
                .filter(job -> job.queue.equals(queue) && job.state.isClaimable())
                .limit(atMost)
                .count());
    }

    @Override
    public Optional<GroupView> group(String key) {
        return session.answer(data -> Optional.ofNullable(data.groups.get(key)).map(places -> places.view(key)));
    }

    @Override
    public boolean resize(Group group) {
        return session.answer(data -> {
            @Nullable MemoryGroup places = data.groups.get(group.key());
            if (places == null) {
                return false;
            }
            places.resize(data, group.atMost());
            data.tell();
            return true;
        });
    }

    @Override
    public List<QueueDepth> depths(Instant now) {
        return session.answer(data -> data.all()
                .map(job -> job.queue)
                .distinct()
                .sorted()
                .map(queue -> depth(data, queue, now))
                .toList());
    }

    private static QueueDepth depth(MemoryData data, QueueName queue, Instant now) {
        Predicate<MemoryJob> waits = job -> job.queue.equals(queue) && job.state.isClaimable();
        Predicate<MemoryJob> due = waits.and(job -> !job.runAt.isAfter(now));
        return new QueueDepth(
                queue,
                data.all().filter(due).count(),
                data.all().filter(waits.and(due.negate())).count(),
                data.running(queue),
                data.all().filter(job -> isFreshlyCompleted(job, queue, now)).count(),
                data.all()
                        .filter(due)
                        .map(job -> job.runAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static boolean isFreshlyCompleted(MemoryJob job, QueueName queue, Instant now) {
        return job.queue.equals(queue)
                && job.state == JobState.COMPLETED
                && job.finishedAt != null
                && job.finishedAt.isAfter(now.minusSeconds(60));
    }
}
