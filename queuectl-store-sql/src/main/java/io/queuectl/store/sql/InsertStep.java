package io.queuectl.store.sql;

import io.queuectl.api.Extras;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Limits;
import io.queuectl.api.Tags;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Inserts new jobs under numbers given here, so that a batch needs no answer but which rows conflicted. */
final class InsertStep {

    private InsertStep() {}

    /**
     * What became of the jobs.
     *
     * @param withheld whether the whole batch is to leave no trace
     * @param written the rows that must go then
     */
    record Result(List<Insertion> answers, boolean withheld, List<JobKey> written) {

        static Result of(List<Insertion> answers) {
            return new Result(answers, false, List.of());
        }
    }

    /** @param trusting whether to take it that jobs without a chosen id meet nothing; if one does, that is a {@link Surprise} */
    static Result apply(Session session, Batch batch, boolean trusting) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        if (jobs.isEmpty()) {
            return Result.of(List.of());
        }
        if (trusting
                && (isNew(batch) || (NewJobs.isOneMarked(batch) && session.has(ExchangeSql.INSERT_NEW_ONE_MARKED)))) {
            return Result.of(NewJobs.insert(session, batch));
        }
        Result together = trusting && ManyJobs.isFor(batch) ? ManyJobs.insert(session, batch) : null;
        return together == null ? insert(session, batch) : together;
    }

    /** Whether no job of the batch can be there already, and none asks for more than its row. */
    static boolean isNew(Batch batch) {
        return !batch.repeated()
                && batch.jobs().stream()
                        .allMatch(job -> job.id() == null
                                && job.extras().equals(Extras.NONE)
                                && job.after().isEmpty());
    }

    private static Result insert(Session session, Batch batch) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        List<JobKey> keys = keys(session, jobs);
        int[] counts = insertRows(session.hot(ExchangeSql.INSERT_JOB), jobs, keys, batch.now());
        insertPayloads(session, jobs, keys, i -> counts[i] == 1);
        insertTags(session, jobs, keys, i -> counts[i] == 1);
        List<Insertion> answers = new ArrayList<>(jobs.size());
        for (int i = 0; i < counts.length; i++) {
            JobKey key = keys.get(i);
            answers.add(counts[i] == 1 ? new Insertion.Inserted(key.id()) : conflict(session, jobs.get(i), key));
        }
        KeyStep keyStep = new KeyStep(session, batch.now());
        if (KeyStep.isWanted(jobs)) {
            keyStep.apply(jobs, keys, counts, answers);
        }
        if (AfterStep.isWanted(jobs)) {
            AfterStep.apply(session, batch.now(), jobs, keys, counts, answers);
        }
        if (batch.allOrNothing() && answers.stream().anyMatch(Insertion::isRefusal)) {
            return withheld(answers, keys, counts);
        }
        keyStep.change();
        if (GroupStep.isWanted(jobs)) {
            GroupJoin.join(session, jobs, keys, counts);
        }
        return Result.of(answers);
    }

    /** What was there before stands; what this batch wrote, and what meant it by the same submission, goes. */
    static Result withheld(List<Insertion> answers, List<JobKey> keys, int[] counts) {
        List<JobKey> written = new ArrayList<>();
        Set<Insertion> gone = new HashSet<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                written.add(keys.get(i));
                gone.add(answers.get(i));
            }
        }
        answers.replaceAll(answer ->
                gone.contains(answer) || answer instanceof Insertion.Standing ? new Insertion.Withheld() : answer);
        return new Result(answers, true, written);
    }

    /** Numbers for jobs without a chosen id. */
    static List<JobKey> numbers(Session session, int jobs) throws SQLException {
        Numbers numbers = new Numbers(session, jobs);
        List<JobKey> keys = new ArrayList<>(jobs);
        for (int i = 0; i < jobs; i++) {
            keys.add(JobKey.number(unambiguous(session, numbers)));
        }
        return keys;
    }

    private static List<JobKey> keys(Session session, List<NewJob> jobs) throws SQLException {
        Numbers numbers = new Numbers(session, (int)
                jobs.stream().filter(job -> !isChosenNumber(job.id())).count());
        List<JobKey> keys = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            JobKey key = key(session, job.id(), numbers);
            if (isChosenNumber(job.id())) {
                numbers.pass(key.number());
            }
            keys.add(key);
        }
        return keys;
    }

    private static boolean isChosenNumber(@Nullable JobId id) {
        return id != null && JobKey.of(id).isNumber();
    }

    private static JobKey key(Session session, @Nullable JobId id, Numbers numbers) throws SQLException {
        if (id == null) {
            return JobKey.number(unambiguous(session, numbers));
        }
        JobKey key = JobKey.of(id);
        if (key.isNumber()) {
            return key;
        }
        long number = key.ambiguousNumber();
        return number > 0 && stateOf(session, JobKey.number(number)).isPresent()
                ? JobKey.number(number)
                : key.at(unambiguous(session, numbers));
    }

    /** Steps over numbers that are the names of jobs, where numbers are that long. */
    static long unambiguous(Session session, Numbers numbers) throws SQLException {
        long free = numbers.next();
        while (free >= JobKey.AMBIGUOUS
                && stateOf(session, new JobKey(0, Long.toString(free))).isPresent()) {
            free = numbers.next();
        }
        return free;
    }

    static int[] insertRows(PreparedStatement insert, List<NewJob> jobs, List<JobKey> keys, Instant now)
            throws SQLException {
        for (int i = 0; i < jobs.size(); i++) {
            bind(insert, jobs.get(i), keys.get(i), now);
            insert.addBatch();
        }
        return insert.executeBatch();
    }

    static void bind(PreparedStatement insert, NewJob job, JobKey key, Instant createdAt) throws SQLException {
        Limits limits = job.limits();
        insert.setLong(1, key.number());
        insert.setString(2, key.name());
        insert.setLong(3, job.submission());
        insert.setString(4, job.queue().text());
        insert.setString(5, job.kind());
        insert.setInt(6, job.priority());
        Binding.millis(insert, 7, job.runAt());
        Binding.integer(insert, 8, limits.maxAttempts());
        insert.setString(9, limits.backoff());
        Binding.duration(insert, 10, limits.timeout());
        Binding.millis(insert, 11, createdAt);
        insert.setBytes(12, Payloads.inRow(job.payload()));
        Tags tags = job.extras().tags();
        insert.setString(13, tags.isEmpty() ? null : tags.text());
    }

    /** @param written whether the row at that place of the batch was inserted */
    static void insertPayloads(Session session, List<NewJob> jobs, List<JobKey> keys, IntPredicate written)
            throws SQLException {
        PreparedStatement insert = null;
        for (int i = 0; i < jobs.size(); i++) {
            if (written.test(i) && !Payloads.isInRow(jobs.get(i).payload())) {
                insert = session.hot(ExchangeSql.INSERT_PAYLOAD);
                Payloads.addApart(insert, keys.get(i).number(), jobs.get(i).payload());
            }
        }
        if (insert != null) {
            insert.executeBatch();
        }
    }

    /** @param written whether the row at that place of the batch was inserted */
    static void insertTags(Session session, List<NewJob> jobs, List<JobKey> keys, IntPredicate written)
            throws SQLException {
        ManyRows rows = new ManyRows(session, RowsSql.Table.TAG);
        for (int i = 0; i < jobs.size(); i++) {
            Tags tags = jobs.get(i).extras().tags();
            if (!tags.isEmpty() && written.test(i)) {
                long number = keys.get(i).number();
                tags.values().forEach((name, text) -> rows.add(number, name, text));
            }
        }
        rows.write();
    }

    /** Either the submission was written before, or the id is taken. */
    private static Insertion conflict(Session session, NewJob job, JobKey key) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.OF_SUBMISSION);
        select.setLong(1, job.submission());
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                return new Insertion.Inserted(JobKey.id(row.getLong(1), row.getString(2)));
            }
        }
        return new Insertion.Duplicate(key.id(), stateOf(session, key).orElse(JobState.INVALID));
    }

    static Optional<JobState> stateOf(Session session, JobKey key) throws SQLException {
        PreparedStatement select =
                session.hot(key.isNumber() ? ExchangeSql.STATE_OF_NUMBER : ExchangeSql.STATE_OF_NAME);
        if (key.isNumber()) {
            select.setLong(1, key.number());
        } else {
            select.setString(1, key.name());
        }
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(JobState.ofText(row.getString(1))) : Optional.empty();
        }
    }
}
