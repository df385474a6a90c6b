package io.queuectl.store.sql;

import io.queuectl.api.Limits;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Inserts jobs without a chosen id that were not sent before: none of them meets a row that is there. */
final class NewJobs {

    private NewJobs() {}

    static List<Insertion> insert(Session session, Batch batch) throws SQLException {
        try {
            return session.has(ExchangeSql.INSERT_NEW_AT_ONCE)
                    ? insertAtOnce(session, batch)
                    : insertEach(session, batch);
        } catch (SQLException e) {
            if (isConflict(e)) {
                throw new Surprise("a new job met a row that is there");
            }
            throw e;
        }
    }

    /** By the standard's class of broken constraints. */
    private static boolean isConflict(SQLException error) {
        return String.valueOf(error.getSQLState()).startsWith("23");
    }

    private static List<Insertion> insertEach(Session session, Batch batch) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        Numbers numbers = new Numbers(session, jobs.size());
        List<JobKey> keys = new ArrayList<>(jobs.size());
        for (int i = 0; i < jobs.size(); i++) {
            keys.add(JobKey.number(InsertStep.unambiguous(session, numbers)));
        }
        int[] counts = InsertStep.insertRows(session.hot(ExchangeSql.INSERT_NEW_JOB), jobs, keys, batch.now());
        if (Arrays.stream(counts).anyMatch(count -> count != 1)) {
            throw new Surprise("a new job met a row that is there");
        }
        InsertStep.insertPayloads(session, jobs, keys, counts);
        return keys.stream()
                .<Insertion>map(key -> new Insertion.Inserted(key.id()))
                .toList();
    }

    private static List<Insertion> insertAtOnce(Session session, Batch batch) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        if (jobs.size() == 1 && Payloads.isInRow(jobs.get(0).payload())) {
            return List.of(insertOne(session, jobs.get(0), batch.now()));
        }
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_NEW_AT_ONCE);
        Binding.millis(insert, 1, batch.now());
        bind(session, insert, jobs);
        Map<Long, JobKey> keys = new HashMap<>(2 * jobs.size());
        try (ResultSet rows = insert.executeQuery()) {
            while (rows.next()) {
                keys.put(rows.getLong(1), JobKey.number(rows.getLong(2)));
            }
        }
        List<Insertion> answers = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            JobKey key = keys.get(job.submission());
            if (key == null) {
                throw new Surprise("a new job was not written");
            }
            answers.add(new Insertion.Inserted(key.id()));
        }
        return answers;
    }

    private static Insertion insertOne(Session session, NewJob job, Instant now) throws SQLException {
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_NEW_ONE);
        Limits limits = job.limits();
        insert.setLong(1, job.submission());
        insert.setString(2, job.queue().text());
        insert.setString(3, job.kind());
        insert.setInt(4, job.priority());
        Binding.millis(insert, 5, job.runAt());
        Binding.integer(insert, 6, limits.maxAttempts());
        insert.setString(7, limits.backoff());
        Binding.duration(insert, 8, limits.timeout());
        Binding.millis(insert, 9, now);
        insert.setBytes(10, job.payload().bytes());
        try (ResultSet row = insert.executeQuery()) {
            if (!row.next()) {
                throw new Surprise("a new job was not written");
            }
            return new Insertion.Inserted(JobKey.number(row.getLong(1)).id());
        }
    }

    private static void bind(Session session, PreparedStatement insert, List<NewJob> jobs) throws SQLException {
        array(session, insert, 2, "bigint", column(jobs, NewJob::submission));
        array(session, insert, 3, "text", column(jobs, job -> job.queue().text()));
        array(session, insert, 4, "text", column(jobs, NewJob::kind));
        array(session, insert, 5, "integer", column(jobs, NewJob::priority));
        array(session, insert, 6, "bigint", column(jobs, job -> job.runAt().toEpochMilli()));
        array(session, insert, 7, "integer", column(jobs, job -> job.limits().maxAttempts()));
        array(session, insert, 8, "text", column(jobs, job -> job.limits().backoff()));
        array(
                session,
                insert,
                9,
                "bigint",
                column(jobs, job -> Binding.millis(job.limits().timeout())));
        byte[][] payloads = jobs.stream().map(job -> job.payload().bytes()).toArray(byte[][]::new);
        array(session, insert, 10, "bytea", payloads);
    }

    private static @Nullable Object[] column(List<NewJob> jobs, Function<NewJob, @Nullable Object> of) {
        @Nullable Object[] values = new Object[jobs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = of.apply(jobs.get(i));
        }
        return values;
    }

    private static void array(
            Session session, PreparedStatement insert, int index, String type, @Nullable Object[] values)
            throws SQLException {
        insert.setArray(index, session.connection().createArrayOf(type, values));
    }
}
