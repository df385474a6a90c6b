package io.queuectl.examples.customstore;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.LogLine;
import io.queuectl.api.StoreException;
import io.queuectl.api.Token;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One batch within a transaction: notes, settlements, new jobs, claims, in this order. */
final class BatchStep {

    /** A chosen id that looks like this is the number of its job. */
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,14}");

    private final Database.Transaction transaction;
    private final Tables tables;
    private final Batch batch;

    BatchStep(Database.Transaction transaction, Batch batch) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.batch = batch;
    }

    Receipt apply() {
        List<Settled> notes = batch.notes().stream().map(this::note).toList();
        List<Settled> settlements =
                batch.settlements().stream().map(this::settle).toList();
        List<Insertion> jobs = batch.allOrNothing() ? insertAllOrNothing() : insertEach();
        ClaimStep claims = new ClaimStep(transaction, batch.now(), batch.repeated());
        List<Claimed> claimed = batch.claims().stream().map(claims::claim).toList();
        return new Receipt(settlements, notes, jobs, claimed);
    }

    private Settled note(ClaimNote note) {
        JobRow row = tables.job(note.number());
        Settled answer = answer(row, note.token());
        if (row == null || answer != Settled.APPLIED) {
            return answer;
        }
        if (note instanceof ClaimNote.Log log) {
            log.lines().forEach(line -> log(row, line));
        } else if (note instanceof ClaimNote.Spawn spawn) {
            transaction.put(row.noteProcess(spawn.process()));
        } else if (note instanceof ClaimNote.Advance advance) {
            give(
                    row,
                    new JobOutput(
                            advance.progress(), tables.output(row.number()).result()));
        } else if (note instanceof ClaimNote.Result result) {
            give(row, new JobOutput(tables.output(row.number()).progress(), result.result()));
        }
        return answer;
    }

    private void give(JobRow row, JobOutput output) {
        transaction.write(new Entry.Given(row.number(), output));
    }

    private void log(JobRow row, LogLine line) {
        LogLine kept = new LogLine(Millis.of(line.at()), line.stream(), line.text());
        long position = tables.log(row.number()).size() + 1L;
        transaction.write(
                new Entry.Logged(row.number(), new LogEntry(position, row.held().ordinal(), kept)));
    }

    private Settled settle(Settlement end) {
        JobRow row = tables.job(end.number());
        Settled answer = answer(row, end.token());
        if (row != null && answer == Settled.APPLIED) {
            Instant startedAt = end.startedAt();
            if (startedAt != null && end.end() != AttemptEnd.COMPLETED) {
                JobRow.Hold hold = row.held();
                Attempt attempt = new Attempt(
                        hold.ordinal(),
                        hold.token(),
                        hold.node(),
                        Millis.of(startedAt),
                        Millis.of(end.endedAt()),
                        end.end(),
                        end.failure());
                transaction.write(new Entry.Ended(row.number(), attempt));
            }
            transaction.put(row.settle(end));
        }
        return answer;
    }

    /** {@link Settled#APPLIED} means that the write under this token may go ahead. */
    private static Settled answer(@Nullable JobRow row, Token token) {
        if (row == null || row.hold() == null || !row.held().token().equals(token)) {
            return Settled.NOT_YOURS;
        }
        return row.state() == JobState.PROCESSING ? Settled.APPLIED : Settled.ALREADY_APPLIED;
    }

    private List<Insertion> insertEach() {
        return batch.jobs().stream().map(this::insert).toList();
    }

    /** Such a batch holds nothing but new jobs: to withhold them is to take the whole transaction back. */
    private List<Insertion> insertAllOrNothing() {
        List<Insertion> answers = insertEach();
        if (answers.stream().noneMatch(Insertion::isRefusal)) {
            return answers;
        }
        transaction.rollback();
        List<Insertion> withheld = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            boolean stands = answers.get(i).isRefusal()
                    || tables.submitted(batch.jobs().get(i).submission()) != null;
            withheld.add(stands ? answers.get(i) : new Insertion.Withheld());
        }
        return withheld;
    }

    private Insertion insert(NewJob job) {
        requireComplete(job);
        JobRow same = tables.submitted(job.submission());
        if (same != null) {
            return new Insertion.Inserted(same.origin().id());
        }
        JobId id = job.id();
        JobRow holder = id == null ? null : tables.job(id);
        if (holder != null) {
            return new Insertion.Duplicate(holder.origin().id(), holder.state());
        }
        Unique unique = job.extras().unique();
        Insertion standing = unique == null ? null : new KeyStep(transaction, batch.now()).find(job, unique);
        if (standing != null) {
            return standing;
        }
        long number = numberOf(id, tables.lastNumber() + 1);
        JobRow row = JobRow.of(number, job, batch.now());
        transaction.put(row);
        if (unique != null) {
            transaction.write(new Entry.Keyed(job.kind(), number, unique, Millis.of(batch.now())));
        }
        return new Insertion.Inserted(row.origin().id());
    }

    /** The number that an id stands for, or that other one. */
    static long numberOf(@Nullable JobId id, long other) {
        return id != null && isNumber(id) ? Long.parseLong(id.text()) : other;
    }

    static boolean isNumber(JobId id) {
        return NUMBER.matcher(id.text()).matches();
    }

    /** A record does not refuse null by itself, a database does: what cannot be kept must keep the whole batch out. */
    private static void requireComplete(NewJob job) {
        if (job.kind() == null
                || job.queue() == null
                || job.runAt() == null
                || job.payload() == null
                || job.limits() == null) {
            throw StoreException.of(
                    StoreException.Reason.REJECTED,
                    "cannot insert submission " + job.submission() + ": something is missing in it",
                    null);
        }
        if (!job.after().isEmpty() || job.extras().group() != null) {
            throw StoreException.of(StoreException.Reason.REJECTED, "this store lets no job wait for others", null);
        }
    }
}
