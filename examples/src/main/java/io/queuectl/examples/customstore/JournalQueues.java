package io.queuectl.examples.customstore;

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
import java.util.function.UnaryOperator;

/** What is set for queues. */
final class JournalQueues implements QueueControl {

    private final Session session;

    JournalQueues(Session session) {
        this.session = session;
    }

    @Override
    public List<QueueSettings> settings() {
        return session.read(tables ->
                tables.queues().values().stream().map(QueueRow::settings).toList());
    }

    @Override
    public QueueSettings change(QueueName queue, UnaryOperator<QueueSettings> change, Instant now) {
        return session.write(transaction -> {
            QueueRow row = transaction
                    .tables()
                    .queues()
                    .getOrDefault(queue, QueueRow.none(queue))
                    .changed(change, now);
            transaction.write(new Entry.QueuePut(row));
            return row.settings();
        });
    }

    @Override
    public int waiting(QueueName queue, int atMost) {
        return session.read(tables -> (int) tables.all()
                .filter(row -> row.plan().queue().equals(queue) && row.state().isClaimable())
                .limit(atMost)
                .count());
    }

    /** This store lets no job wait for others, so it has no groups. */
    @Override
    public Optional<GroupView> group(String key) {
        return Optional.empty();
    }

    @Override
    public boolean resize(Group group) {
        return false;
    }

    @Override
    public List<QueueDepth> depths(Instant now) {
        return session.read(tables -> tables.all()
                .map(row -> row.plan().queue())
                .distinct()
                .sorted()
                .map(queue -> depth(tables, queue, now))
                .toList());
    }

    private static QueueDepth depth(Tables tables, QueueName queue, Instant now) {
        List<JobRow> rows =
                tables.all().filter(row -> row.plan().queue().equals(queue)).toList();
        List<Instant> due = rows.stream()
                .filter(row -> row.state().isClaimable() && !row.plan().runAt().isAfter(now))
                .map(row -> row.plan().runAt())
                .toList();
        return new QueueDepth(
                queue,
                due.size(),
                rows.stream().filter(row -> row.state().isClaimable()).count() - due.size(),
                rows.stream().filter(row -> row.state() == JobState.PROCESSING).count(),
                rows.stream().filter(row -> isFreshlyCompleted(row, now)).count(),
                due.stream().min(Comparator.naturalOrder()).orElse(null));
    }

    private static boolean isFreshlyCompleted(JobRow row, Instant now) {
        Instant finishedAt = row.course().finishedAt();
        return row.state() == JobState.COMPLETED && finishedAt != null && finishedAt.isAfter(now.minusSeconds(60));
    }
}
