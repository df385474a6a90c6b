package io.queuectl.store.postgres;

import io.queuectl.store.sql.AdminSql;
import io.queuectl.store.sql.BulkSql;
import io.queuectl.store.sql.Columns;
import io.queuectl.store.sql.ExchangeSql;
import io.queuectl.store.sql.Migration;
import io.queuectl.store.sql.QueueSql;
import io.queuectl.store.sql.RowsSql;
import io.queuectl.store.sql.SchemaSql;
import io.queuectl.store.sql.SqlDialect;
import io.queuectl.store.sql.SqlDialect.Variant;
import io.queuectl.store.sql.SqlText;
import io.queuectl.store.sql.TieSql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL as data. */
final class PostgresDialect {

    private static final List<Migration> MIGRATIONS = Migration.all(PostgresDialect.class, "migrations");

    private static final String SEVERAL_WRITERS = "differs because several writers insert at the same time";

    private static final String ONE_ROUND_TRIP =
            "differs because each statement is a round trip to the server, and because nodes step over what others are just taking";

    private static final String WAITING = "j.state IN ('pending', 'failed') AND j.losses = 0";

    /** The priorities at which jobs of a queue wait, one index look-up each, however many jobs there are. */
    private static final String PRIORITIES = """
            WITH RECURSIVE priorities (priority) AS (
                (
                    SELECT j.priority
                    FROM $.job j
                    WHERE j.queue = (SELECT queue FROM asked) AND %1$s
                    ORDER BY j.priority %2$s
                    LIMIT 1
                )
                UNION ALL
                SELECT (
                    SELECT j.priority
                    FROM $.job j
                    WHERE j.queue = (SELECT queue FROM asked) AND j.priority %3$s p.priority AND %1$s
                    ORDER BY j.priority %2$s
                    LIMIT 1
                )
                FROM priorities p
                WHERE p.priority IS NOT NULL
            )""";

    private static final String DOWN = PRIORITIES.formatted(WAITING, "DESC", "<");

    private static final String UP = PRIORITIES.formatted(WAITING, "ASC", ">");

    /** When the next job comes due, or NULL. */
    private static final String DUE_NEXT = """
            LEAST(
                (
                    SELECT MIN(due.run_at)
                    FROM priorities
                    CROSS JOIN LATERAL (
                        SELECT j.run_at
                        FROM $.job j
                        WHERE j.queue = (SELECT queue FROM asked) AND j.priority = priorities.priority
                            AND j.run_at > (SELECT now FROM asked) AND %s
                        ORDER BY j.run_at
                        LIMIT 1
                    ) due
                ),
                (
                    SELECT MIN(j.run_at)
                    FROM $.job j
                    WHERE j.queue = (SELECT queue FROM asked) AND j.run_at > (SELECT now FROM asked)
                        AND j.state IN ('pending', 'failed') AND j.losses > 0
                ))""".formatted(WAITING);

    /**
     * Materialised, so that exactly the rows that were locked are taken, and no more than were asked for; and none for a node off the roster, which
     * is looked at under the lock of {@link #claimLocks}.
     */
    private static final String CLAIM = """
            , asked (queue, now, most, epoch, first_number, claimed_at) AS (
                SELECT CAST(? AS text), CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint)
            ), roster AS MATERIALIZED (
                SELECT pg_advisory_xact_lock_shared(epoch)
                FROM $.node
                WHERE epoch = (SELECT epoch FROM asked) AND on_roster = 1
            ), picked AS MATERIALIZED (
                SELECT due.seq, ROW_NUMBER() OVER () - 1 AS place
                FROM priorities
                CROSS JOIN LATERAL (
                    SELECT j.seq
                    FROM $.job j
                    WHERE j.queue = (SELECT queue FROM asked) AND j.priority = priorities.priority
                        AND j.run_at <= (SELECT now FROM asked) AND %s
                        AND (j.payload IS NOT NULL OR (SELECT p.seq FROM $.payload p WHERE p.seq = j.seq) IS NOT NULL)
                    ORDER BY j.run_at, j.seq
                    LIMIT (SELECT most FROM asked)
                    FOR UPDATE OF j SKIP LOCKED
                ) due
                LIMIT (SELECT CASE WHEN EXISTS (SELECT 1 FROM roster) THEN most ELSE 0 END FROM asked)
            ), taken AS (
                UPDATE $.job j
                SET state = 'processing',
                    claims = j.claims + 1,
                    token_epoch = asked.epoch,
                    token_number = asked.first_number + picked.place,
                    claimed_at = asked.claimed_at,
                    process = NULL,
                    deadline = NULL
                FROM picked, asked
                WHERE j.seq = picked.seq
                RETURNING %s
            )
            SELECT taken.*, once.next_due, once.known
            FROM (
                SELECT %s AS next_due, EXISTS (SELECT 1 FROM roster) AS known
            ) once
            LEFT JOIN taken ON TRUE""".formatted(WAITING, Columns.OF_CLAIM, DUE_NEXT);

    private static final String NEXT_DUE = DOWN + """
            , asked (queue, now) AS (
                SELECT CAST(? AS text), CAST(? AS bigint)
            )
            SELECT %s""".formatted(DUE_NEXT);

    private static final String LOST_DUE = Columns.SELECT_DUE + """
            WHERE j.queue = ? AND j.run_at <= ? AND j.state IN ('pending', 'failed') AND j.losses > 0
            ORDER BY %s, j.run_at, j.seq
            LIMIT ? OFFSET ?
            FOR UPDATE OF j SKIP LOCKED""";

    private static final String GIVEN = """
            SELECT nextval('$.job_seq') AS seq, CAST(? AS bigint) AS created_at, g.*
            FROM unnest(
                CAST(? AS bigint[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS integer[]), CAST(? AS bigint[]),
                CAST(? AS integer[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS bytea[]))
                AS g (submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, bytes)""";

    /** A number so high that it could be another job's name is NULL here, which no row takes. */
    private static final String INSERT_NEW = """
            INSERT INTO $.job (
                seq, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, state)
            SELECT CASE WHEN seq < %d THEN seq END, submission, queue, kind, priority, run_at, max_attempts, backoff,
                timeout_ms, created_at, %%s, 'pending'
            FROM %%s
            RETURNING submission, seq""".formatted(Columns.FIRST_AMBIGUOUS);

    private static final String INSERT_NEW_AT_ONCE = INSERT_NEW.formatted("bytes", "(" + GIVEN + ") given");

    private static final String INSERT_NEW_APART = """
            WITH given AS MATERIALIZED (%2$s
            ), carried AS (
                INSERT INTO $.payload (seq, bytes)
                SELECT seq, bytes
                FROM given
                WHERE octet_length(bytes) > %1$d
            )
            """.formatted(Columns.MOST_IN_ROW, GIVEN)
            + INSERT_NEW.formatted(
                    "CASE WHEN octet_length(bytes) <= " + Columns.MOST_IN_ROW + " THEN bytes END", "given");

    /** The same for one, without the price of arrays. */
    private static final String ONE = """
            INSERT INTO $.job (
                state, seq, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at%%s)
            SELECT 'pending', CASE WHEN given.seq < %d THEN given.seq END, ?, ?, ?, ?, ?, ?, ?, ?, ?%%s
            FROM (SELECT nextval('$.job_seq') AS seq) given
            RETURNING seq""".formatted(Columns.FIRST_AMBIGUOUS);

    private static final String INSERT_NEW_ONE = ONE.formatted(", payload", ", ?");

    private static final String INSERT_NEW_ONE_APART = """
            WITH written AS (%s
            )
            INSERT INTO $.payload (seq, bytes)
            SELECT seq, ?
            FROM written
            RETURNING seq""".formatted(ONE.formatted("", ""));

    /** The same with tags, and with a unique key if that is free. */
    private static final String INSERT_NEW_ONE_MARKED = """
            WITH given AS MATERIALIZED (
                SELECT nextval('$.job_seq') AS seq, CAST(? AS bigint) AS submission, CAST(? AS text) AS queue, CAST(? AS text) AS kind,
                    CAST(? AS integer) AS priority, CAST(? AS bigint) AS run_at, CAST(? AS integer) AS max_attempts, CAST(? AS text) AS backoff,
                    CAST(? AS bigint) AS timeout_ms, CAST(? AS bigint) AS created_at, CAST(? AS bytea) AS payload, CAST(? AS text) AS tags,
                    CAST(? AS text) AS key, CAST(? AS text) AS scope, CAST(? AS bigint) AS held_until
            ), taken AS (
                INSERT INTO $.job_key (kind, text, seq, scope, held_until)
                SELECT kind, key, seq, scope, held_until
                FROM given
                WHERE key IS NOT NULL
                ON CONFLICT DO NOTHING
                RETURNING seq
            ), written AS (
                INSERT INTO $.job (
                    state, seq, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, tags)
                SELECT 'pending', CASE WHEN seq < %d THEN seq END, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms,
                    created_at, payload, tags
                FROM given
                WHERE key IS NULL OR EXISTS (SELECT 1 FROM taken)
                RETURNING seq
            ), tagged AS (
                INSERT INTO $.job_tag (seq, name, text)
                SELECT written.seq, tag.name, tag.text
                FROM written
                CROSS JOIN unnest(CAST(? AS text[]), CAST(? AS text[])) AS tag (name, text)
            )
            SELECT seq
            FROM written""".formatted(Columns.FIRST_AMBIGUOUS);

    private PostgresDialect() {}

    static SqlDialect of(PostgresOptions options) {
        return of(options, Channel.of(options.schema()), new ServerClock());
    }

    static SqlDialect of(PostgresOptions options, Channel channel, ServerClock clock) {
        String schema = "\"" + options.schema() + "\"";
        return new SqlDialect(
                "PostgreSQL",
                schema + ".",
                variants(schema, options.ownSessions(), channel),
                new PostgresTransactions(options.ownSessions(), clock),
                PostgresFaults::of,
                MIGRATIONS);
    }

    private static Map<SqlText, Variant> variants(String schema, boolean ownSessions, Channel channel) {
        Map<SqlText, Variant> variants = new HashMap<>();
        variants.put(ExchangeSql.NEXT_NUMBERS, new Variant("""
                SELECT nextval('$.job_seq')
                FROM generate_series(1, ?)""", SEVERAL_WRITERS));
        variants.put(ExchangeSql.RAISE_NUMBERS, new Variant("""
                SELECT setval('$.job_seq', last_value + ?)
                FROM $.job_seq""", SEVERAL_WRITERS));
        variants.put(
                TieSql.HOLD_KEY,
                new Variant(
                        TieSql.HOLD_KEY.standard() + "\nFOR UPDATE",
                        "differs because another writer may pass the key on between the look and the taking"));
        variants.put(
                TieSql.HOLD_GROUP,
                new Variant(
                        TieSql.HOLD_GROUP.standard() + "\nFOR UPDATE",
                        "differs because another writer may give places of the group away"));
        variants.put(
                TieSql.HOLD_PARENT,
                new Variant(
                        TieSql.HOLD_PARENT.standard() + "\nFOR UPDATE",
                        "differs because another writer may settle the job between the look and the commit"));
        variants.put(TieSql.HOLD_GROUPS, new Variant("""
                SELECT text, at_most, running
                FROM $.job_group
                WHERE text = ANY (CAST(? AS text[]))
                ORDER BY text
                FOR UPDATE""", ONE_ROUND_TRIP));
        variants.put(
                TieSql.HOLD_PARENTS,
                new Variant(
                        TieSql.HOLD_PARENTS.standard() + "\nFOR UPDATE",
                        "differs because another writer may settle a job between the look and the commit"));
        for (RowsSql.Table table : RowsSql.Table.values()) {
            variants.put(table.atOnce(), new Variant(table.arrays(), ONE_ROUND_TRIP));
            variants.put(table.together(), new Variant("", ONE_ROUND_TRIP));
            variants.put(table.one(), new Variant("", ONE_ROUND_TRIP));
        }
        variants.put(
                AdminSql.HOLD,
                new Variant("""
                SELECT seq
                FROM $.job
                WHERE seq = :number
                FOR UPDATE""", "differs because another writer may take the job between the look and the move"));
        variants.put(BulkSql.HOLD_TOGETHER, new Variant("""
                SELECT j.seq
                FROM $.job j
                WHERE j.seq = ANY (ARRAY(SELECT CAST(n.value AS bigint) FROM json_array_elements_text(CAST(:numbers AS json)) n))
                    AND <where>
                ORDER BY j.seq
                FOR UPDATE OF j""", ONE_ROUND_TRIP));
        variants.put(
                AdminSql.LEFT_TOGETHER,
                new Variant("""
                SELECT seq
                FROM $.job
                WHERE seq = ANY (CAST(:numbers AS bigint[]))""", "differs because each statement is a round trip to the server"));
        variants.put(
                AdminSql.DELETE_TOGETHER,
                new Variant("""
                DELETE FROM $.job
                WHERE seq = ANY (CAST(:numbers AS bigint[])) AND state <> 'processing' AND followed IS NULL""", "differs because what is deleted by one statement comes off the tally at once"));
        variants.put(
                ExchangeSql.TALLY, new Variant("""
                UPDATE $.tally
                SET jobs = jobs + ?
                WHERE id = (
                    SELECT id
                    FROM $.tally
                    WHERE queue = ?
                    ORDER BY id
                    LIMIT 1
                    FOR UPDATE SKIP LOCKED)""", "differs because one writer would wait for the commit of another"));
        variants.put(
                QueueSql.LOCKED,
                new Variant(
                        QueueSql.LOCKED.standard() + """

                FOR UPDATE""",
                        "differs because another writer may claim from the queue or change its settings"));
        variants.put(ExchangeSql.INSERT_NEW_AT_ONCE, new Variant(INSERT_NEW_AT_ONCE, ONE_ROUND_TRIP));
        variants.put(ExchangeSql.INSERT_NEW_APART, new Variant(INSERT_NEW_APART, ONE_ROUND_TRIP));
        variants.put(ExchangeSql.INSERT_NEW_TOGETHER, new Variant("", ONE_ROUND_TRIP));
        variants.put(ExchangeSql.INSERT_NEW_ONE_APART, new Variant(INSERT_NEW_ONE_APART, ONE_ROUND_TRIP));
        variants.put(ExchangeSql.INSERT_NEW_ONE, new Variant(INSERT_NEW_ONE, ONE_ROUND_TRIP));
        variants.put(ExchangeSql.INSERT_NEW_ONE_MARKED, new Variant(INSERT_NEW_ONE_MARKED, ONE_ROUND_TRIP));
        variants.put(ExchangeSql.CLAIM_DOWN, new Variant(DOWN + CLAIM, ONE_ROUND_TRIP));
        variants.put(ExchangeSql.CLAIM_UP, new Variant(UP + CLAIM, ONE_ROUND_TRIP));
        variants.put(ExchangeSql.NEXT_DUE, new Variant(NEXT_DUE, ONE_ROUND_TRIP));
        variants.put(ExchangeSql.LOST_DUE_DOWN, new Variant(LOST_DUE.formatted("j.priority DESC"), SEVERAL_WRITERS));
        variants.put(ExchangeSql.LOST_DUE_UP, new Variant(LOST_DUE.formatted("j.priority"), SEVERAL_WRITERS));
        variants.putAll(claimLocks());
        if (ownSessions) {
            variants.put(
                    ExchangeSql.ANNOUNCE,
                    new Variant(
                            channel.ring(),
                            "differs because a notification waits for the commit, so that other processes hear of it"));
        }
        variants.put(
                SchemaSql.LOCK,
                new Variant(
                        "SELECT pg_advisory_xact_lock(" + channel.lock() + " + 1)",
                        "differs because creating what exists can fail here when two do it at the same moment"));
        variants.put(
                SchemaSql.CREATE_VERSIONS,
                new Variant(
                        """
                DO $body$
                BEGIN
                    IF to_regnamespace('%1$s') IS NULL THEN
                        CREATE SCHEMA %1$s;
                    END IF;
                END
                $body$;
                """.formatted(schema) + SchemaSql.CREATE_VERSIONS.standard(),
                        "differs because the tables have a schema of their own"));
        variants.put(
                SchemaSql.HAS_VERSIONS, new Variant("""
                SELECT 1
                WHERE to_regclass('$.queuectl_schema') IS NOT NULL""", "differs because another schema may have such a table, too"));
        variants.put(
                SchemaSql.TAKEN,
                new Variant(
                        """
                SELECT name
                FROM unnest(ARRAY['identity', 'job', 'jobs', 'new_jobs', 'payload', 'attempt', 'log', 'job_tag', 'job_progress', 'job_result',
                    'job_key', 'job_group', 'job_member', 'job_after', 'tally', 'node', 'schedule', 'setting', 'queue', 'move']) AS name
                WHERE to_regclass('$.queuectl_schema') IS NULL AND to_regclass('$.' || quote_ident(name)) IS NOT NULL""",
                        "differs because no file tells whose the schema is; in one statement, so that nobody's first step comes in between"));
        return variants;
    }

    /**
     * Guards against a claim whose connection broke while the server still works on it: the repeated one waits until that has ended, and then
     * sees what it took.
     */
    private static Map<SqlText, Variant> claimLocks() {
        String because = "differs because a transaction may go on in the server after its connection broke";
        return Map.of(
                ExchangeSql.ON_ROSTER,
                new Variant("""
                        SELECT pg_advisory_xact_lock_shared(epoch)
                        FROM $.node
                        WHERE epoch = ? AND on_roster = 1""", because),
                ExchangeSql.ON_ROSTER_ALONE,
                new Variant("""
                        SELECT pg_advisory_xact_lock(epoch)
                        FROM $.node
                        WHERE epoch = ? AND on_roster = 1""", because));
    }
}
