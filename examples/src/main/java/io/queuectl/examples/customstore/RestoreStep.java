package io.queuectl.examples.customstore;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.Restored;
import io.queuectl.core.spi.Ties;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs from another database within a transaction: as they were there, and never over what is here. */
final class RestoreStep {

    private final Database.Transaction transaction;
    private final Tables tables;

    RestoreStep(Database.Transaction transaction) {
        this.transaction = transaction;
        this.tables = transaction.tables();
    }

    List<Restored> restore(List<JobRecord> records) {
        records.stream()
                .mapToLong(record -> record.job().number())
                .max()
                .ifPresent(last -> transaction.write(new Entry.Numbered(last)));
        return records.stream().map(this::restore).toList();
    }

    private Restored restore(JobRecord record) {
        JobId id = record.job().id();
        JobRow holder = tables.job(id);
        if (holder != null) {
            boolean same = record.isOf(holder.toView());
            return new Restored(same ? Restored.Kind.ALREADY_THERE : Restored.Kind.TAKEN, holder.state());
        }
        long wanted = BatchStep.numberOf(id, record.job().number());
        JobRow other = tables.job(wanted);
        if (other != null && BatchStep.isNumber(id)) {
            return new Restored(Restored.Kind.TAKEN, other.state());
        }
        long number = other == null ? wanted : tables.lastNumber() + 1;
        requireUntied(record);
        transaction.put(row(number, record));
        if (record.ties().key() != null) {
            Instant now = Millis.of(InstantSource.system().instant());
            new KeyStep(transaction, now)
                    .restore(record.job().kind(), number, record.ties().key());
        }
        for (Attempt attempt : record.attempts()) {
            if (attempt.end() != null && attempt.end() != AttemptEnd.COMPLETED) {
                transaction.write(new Entry.Ended(number, attempt));
            }
        }
        long position = 0;
        for (LogEntry entry : record.log()) {
            transaction.write(new Entry.Logged(number, new LogEntry(++position, entry.ordinal(), entry.line())));
        }
        if (!record.output().equals(JobOutput.NONE)) {
            transaction.write(new Entry.Given(number, record.output()));
        }
        return new Restored(Restored.Kind.WRITTEN, record.job().state());
    }

    private static void requireUntied(JobRecord record) {
        Ties ties = record.ties();
        if (record.job().state() == JobState.BLOCKED
                || ties.group() != null
                || !ties.after().isEmpty()) {
            throw StoreException.of(StoreException.Reason.REJECTED, "this store lets no job wait for others", null);
        }
    }

    private static JobRow row(long number, JobRecord record) {
        JobView job = record.job();
        return new JobRow(
                new JobRow.Origin(number, job.id(), record.submission(), job.kind(), job.createdAt(), job.tags()),
                new JobRow.Plan(job.queue(), job.priority(), job.runAt(), job.payload(), job.limits()),
                new JobRow.Course(
                        job.state(),
                        job.counters(),
                        job.state() == JobState.PROCESSING ? lastStart(record) : job.startedAt(),
                        job.finishedAt(),
                        job.error(),
                        job.cancelRequested()),
                hold(record));
    }

    private static JobRow.@Nullable Hold hold(JobRecord record) {
        JobView job = record.job();
        if (job.token() == null) {
            return null;
        }
        String node = record.attempts().stream()
                .filter(attempt -> attempt.node() != null && attempt.token().equals(job.token()))
                .map(Attempt::node)
                .findFirst()
                .orElse(null);
        Instant claimedAt = job.startedAt() == null ? job.createdAt() : job.startedAt();
        return new JobRow.Hold(job.token(), record.claims(), node, claimedAt, record.process());
    }

    /** When the attempt before the running one started: what the job shows once that is settled without having started. */
    private static @Nullable Instant lastStart(JobRecord record) {
        return record.attempts().stream()
                .filter(attempt -> attempt.end() != null)
                .reduce((first, second) -> second)
                .map(Attempt::startedAt)
                .orElse(null);
    }
}
