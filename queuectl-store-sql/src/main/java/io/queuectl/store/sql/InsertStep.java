package io.queuectl.store.sql;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Limits;
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

/** Inserts new jobs under numbers given here, so that a batch needs no answer but which rows conflicted. */
final class InsertStep {

    private InsertStep() {}

    static List<Insertion> apply(Session session, Batch batch) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        if (jobs.isEmpty()) {
            return List.of();
        }
        List<JobKey> keys = keys(session, jobs);
        int[] counts = insert(session, jobs, keys, batch.now());
        insertPayloads(session, jobs, keys, counts);
        List<Insertion> answers = new ArrayList<>(jobs.size());
        for (int i = 0; i < counts.length; i++) {
            JobKey key = keys.get(i);
            answers.add(counts[i] == 1 ? new Insertion.Inserted(key.id()) : conflict(session, jobs.get(i), key));
        }
        if (batch.allOrNothing() && answers.stream().anyMatch(Insertion.Duplicate.class::isInstance)) {
            return withheld(session, answers, counts);
        }
        return answers;
    }

    /** What was there before stands; what this batch wrote, and what meant it by the same submission, goes. */
    private static List<Insertion> withheld(Session session, List<Insertion> answers, int[] counts) {
        session.abandon();
        Set<Insertion> written = new HashSet<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                written.add(answers.get(i));
            }
        }
        answers.replaceAll(answer -> written.contains(answer) ? new Insertion.Withheld() : answer);
        return answers;
    }

    /** A number chosen as an id counts: those given after it are larger, so that no two jobs of a batch meet. */
    private static List<JobKey> keys(Session session, List<NewJob> jobs) throws SQLException {
        long next = nextNumber(session);
        List<JobKey> keys = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            next = unambiguous(session, next);
            JobKey key = job.id() == null ? JobKey.number(next) : chosen(session, job.id(), next);
            next = Math.max(next, key.number() + 1);
            keys.add(key);
        }
        return keys;
    }

    private static JobKey chosen(Session session, JobId id, long next) throws SQLException {
        JobKey key = JobKey.of(id);
        if (key.isNumber()) {
            return key;
        }
        long number = key.ambiguousNumber();
        return number > 0 && stateOf(session, JobKey.number(number)).isPresent() ? JobKey.number(number) : key.at(next);
    }

    /** Steps over numbers that are the names of jobs, where numbers are that long. */
    private static long unambiguous(Session session, long next) throws SQLException {
        long free = next;
        while (free >= JobKey.AMBIGUOUS
                && stateOf(session, new JobKey(0, Long.toString(free))).isPresent()) {
            free++;
        }
        return free;
    }

    private static long nextNumber(Session session) throws SQLException {
        try (ResultSet row = session.hot(ExchangeSql.NEXT_NUMBER).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int[] insert(Session session, List<NewJob> jobs, List<JobKey> keys, Instant now)
            throws SQLException {
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_JOB);
        for (int i = 0; i < jobs.size(); i++) {
            NewJob job = jobs.get(i);
            Limits limits = job.limits();
            insert.setLong(1, keys.get(i).number());
            insert.setString(2, keys.get(i).name());
            insert.setLong(3, job.submission());
            insert.setString(4, job.queue().text());
            insert.setString(5, job.kind());
            insert.setInt(6, job.priority());
            Binding.millis(insert, 7, job.runAt());
            Binding.integer(insert, 8, limits.maxAttempts());
            insert.setString(9, limits.backoff());
            Binding.duration(insert, 10, limits.timeout());
            Binding.millis(insert, 11, now);
            insert.addBatch();
        }
        return insert.executeBatch();
    }

    private static void insertPayloads(Session session, List<NewJob> jobs, List<JobKey> keys, int[] counts)
            throws SQLException {
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_PAYLOAD);
        int pending = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                insert.setLong(1, keys.get(i).number());
                insert.setBytes(2, jobs.get(i).payload().bytes());
                insert.addBatch();
                pending++;
            }
        }
        if (pending > 0) {
            insert.executeBatch();
        }
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

    private static Optional<JobState> stateOf(Session session, JobKey key) throws SQLException {
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
