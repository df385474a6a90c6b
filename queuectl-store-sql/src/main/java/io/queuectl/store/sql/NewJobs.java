package io.queuectl.store.sql;

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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Inserts jobs without a chosen id that were not sent before: none of them meets a row that is there. */
final class NewJobs {

    /** So many rows a statement: one by itself costs SQLite and H2 as much as the row. */
    static final int TOGETHER = RowsSql.TOGETHER;

    private NewJobs() {}

    static String rowsTogether() {
        return String.join(", ", Collections.nCopies(TOGETHER, "(?, ?, ?, ?, ?, ?, ?, ?, 'pending')"));
    }

    static List<Insertion> insert(Session session, Batch batch) throws SQLException {
        try {
            if (!InsertStep.isNew(batch)) {
                return insertOneMarked(session, batch);
            }
            return session.has(ExchangeSql.INSERT_NEW_AT_ONCE)
                    ? insertAtOnce(session, batch)
                    : insertEach(session, batch);
        } catch (SQLException e) {
            if (SqlErrors.isConflict(e)) {
                throw new Surprise("a new job met a row that is there");
            }
            throw e;
        }
    }

    private static List<Insertion> insertEach(Session session, Batch batch) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        List<JobKey> keys = InsertStep.numbers(session, jobs.size());
        int together = jobs.stream().allMatch(job -> job.limits().equals(Limits.UNSET)) ? jobs.size() / TOGETHER : 0;
        if (together > 0) {
            insertTogether(session, jobs, keys, batch.now(), together);
        }
        int done = together * TOGETHER;
        if (done < jobs.size()) {
            requireAll(
                    1,
                    InsertStep.insertRows(
                            session.hot(ExchangeSql.INSERT_NEW_JOB),
                            jobs.subList(done, jobs.size()),
                            keys.subList(done, jobs.size()),
                            batch.now()));
        }
        InsertStep.insertPayloads(session, jobs, keys, place -> true);
        return keys.stream()
                .<Insertion>map(key -> new Insertion.Inserted(key.id()))
                .toList();
    }

    private static void insertTogether(
            Session session, List<NewJob> jobs, List<JobKey> keys, Instant now, int statements) throws SQLException {
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_NEW_TOGETHER);
        for (int i = 0; i < statements; i++) {
            int index = 1;
            for (int k = i * TOGETHER; k < (i + 1) * TOGETHER; k++) {
                NewJob job = jobs.get(k);
                insert.setLong(index++, keys.get(k).number());
                insert.setLong(index++, job.submission());
                insert.setString(index++, job.queue().text());
                insert.setString(index++, job.kind());
                insert.setInt(index++, job.priority());
                Binding.millis(insert, index++, job.runAt());
                Binding.millis(insert, index++, now);
                insert.setBytes(index++, Payloads.inRow(job.payload()));
            }
            insert.addBatch();
        }
        requireAll(TOGETHER, insert.executeBatch());
    }

    private static void requireAll(int rows, int[] counts) {
        if (Arrays.stream(counts).anyMatch(count -> count != rows)) {
            throw new Surprise("a new job met a row that is there");
        }
    }

    private static List<Insertion> insertAtOnce(Session session, Batch batch) throws SQLException {
        List<NewJob> jobs = batch.jobs();
        boolean inRows = jobs.stream().allMatch(job -> Payloads.isInRow(job.payload()));
        if (jobs.size() == 1) {
            PreparedStatement one = session.hot(inRows ? ExchangeSql.INSERT_NEW_ONE : ExchangeSql.INSERT_NEW_ONE_APART);
            return List.of(insertOne(one, jobs.get(0), batch.now()));
        }
        PreparedStatement insert = session.hot(inRows ? ExchangeSql.INSERT_NEW_AT_ONCE : ExchangeSql.INSERT_NEW_APART);
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

    private static Insertion insertOne(PreparedStatement insert, NewJob job, Instant now) throws SQLException {
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

    /** Whether it is a single job with tags or a unique key, which one statement can write. */
    static boolean isOneMarked(Batch batch) {
        if (batch.jobs().size() != 1 || batch.repeated()) {
            return false;
        }
        NewJob job = batch.jobs().get(0);
        return job.id() == null
                && job.after().isEmpty()
                && job.extras().group() == null
                && Payloads.isInRow(job.payload());
    }

    /** What is in the way of its key has to be looked at: that is a {@link Surprise}. */
    private static List<Insertion> insertOneMarked(Session session, Batch batch) throws SQLException {
        NewJob job = batch.jobs().get(0);
        PreparedStatement insert = session.hot(ExchangeSql.INSERT_NEW_ONE_MARKED);
        Tags tags = job.extras().tags();
        insert.setString(11, tags.isEmpty() ? null : tags.text());
        KeyStep.bind(insert, 12, job.extras().unique(), batch.now());
        array(session, insert, 15, "text", tags.values().keySet().toArray(String[]::new));
        array(session, insert, 16, "text", tags.values().values().toArray(String[]::new));
        return List.of(insertOne(insert, job, batch.now()));
    }

    private static void bind(Session session, PreparedStatement insert, List<NewJob> jobs) throws SQLException {
        array(session, insert, 2, "bigint", column(jobs, Long[]::new, NewJob::submission));
        array(
                session,
                insert,
                3,
                "text",
                column(jobs, String[]::new, job -> job.queue().text()));
        array(session, insert, 4, "text", column(jobs, String[]::new, NewJob::kind));
        array(session, insert, 5, "integer", column(jobs, Integer[]::new, NewJob::priority));
        array(
                session,
                insert,
                6,
                "bigint",
                column(jobs, Long[]::new, job -> job.runAt().toEpochMilli()));
        array(
                session,
                insert,
                7,
                "integer",
                column(jobs, Integer[]::new, job -> job.limits().maxAttempts()));
        array(
                session,
                insert,
                8,
                "text",
                column(jobs, String[]::new, job -> job.limits().backoff()));
        array(
                session,
                insert,
                9,
                "bigint",
                column(jobs, Long[]::new, job -> Binding.millis(job.limits().timeout())));
        array(
                session,
                insert,
                10,
                "bytea",
                column(jobs, byte[][]::new, job -> job.payload().bytes()));
    }

    /** In the type of its values: a driver sends those as they are, and objects of any type as text. */
    private static <T> @Nullable T[] column(
            List<NewJob> jobs, IntFunction<@Nullable T[]> make, Function<NewJob, @Nullable T> of) {
        @Nullable T[] values = make.apply(jobs.size());
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
