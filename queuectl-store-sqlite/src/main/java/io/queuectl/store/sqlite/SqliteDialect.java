package io.queuectl.store.sqlite;

import io.queuectl.store.sql.BulkSql;
import io.queuectl.store.sql.Columns;
import io.queuectl.store.sql.ExchangeSql;
import io.queuectl.store.sql.Migration;
import io.queuectl.store.sql.QuerySql;
import io.queuectl.store.sql.QueueSql;
import io.queuectl.store.sql.SchemaSql;
import io.queuectl.store.sql.SqlDialect;
import io.queuectl.store.sql.SqlDialect.Variant;
import io.queuectl.store.sql.SqlText;
import java.util.HashMap;
import java.util.Map;

/** SQLite as data. */
final class SqliteDialect {

    private static final String WAITING_FIRST =
            "differs because the planner must not choose another index once the table was analysed or a person added one";

    private static final String CLAIM_FROM = """

            FROM $.job j INDEXED BY %s
            """;

    private static final String COUNTS = """
            SELECT queue, 'completed' AS state, jobs
            FROM $.tally
            UNION ALL
            SELECT queue, 'pending', COUNT(*)
            FROM $.job INDEXED BY job_waiting
            WHERE state IN ('pending', 'failed') AND losses = 0
            GROUP BY queue
            UNION ALL
            SELECT queue, 'pending', COUNT(*)
            FROM $.job INDEXED BY job_waiting_lost
            WHERE state IN ('pending', 'failed') AND losses > 0
            GROUP BY queue
            UNION ALL
            SELECT queue, state, COUNT(*)
            FROM $.job INDEXED BY job_held
            WHERE state = 'processing'
            GROUP BY queue, state
            UNION ALL
            SELECT queue, state, COUNT(*)
            FROM $.job INDEXED BY job_unsuccessful
            WHERE state = 'failed' OR state = 'dead' OR state = 'cancelled' OR state = 'blocked'
            GROUP BY queue, state
            UNION ALL
            SELECT NULL, NULL, (SELECT COUNT(*) FROM $.job)""";

    private static final Map<SqlText, Variant> VARIANTS = new HashMap<>(Map.of(
            ExchangeSql.NEXT_NUMBERS,
            new Variant("""
                    SELECT COALESCE(MAX(seq), 0) + 1
                    FROM sqlite_sequence
                    WHERE name = 'job' AND ? > 0""", "differs because AUTOINCREMENT remembers the numbers of deleted jobs here"),
            ExchangeSql.PRIORITY_DOWN,
            new Variant("""
                    SELECT priority
                    FROM $.job INDEXED BY job_waiting
                    WHERE queue = ? AND priority <= ? AND state IN ('pending', 'failed') AND losses = 0
                    ORDER BY priority DESC
                    LIMIT 1""", WAITING_FIRST),
            ExchangeSql.PRIORITY_UP,
            new Variant("""
                    SELECT priority
                    FROM $.job INDEXED BY job_waiting
                    WHERE queue = ? AND priority >= ? AND state IN ('pending', 'failed') AND losses = 0
                    ORDER BY priority
                    LIMIT 1""", WAITING_FIRST),
            ExchangeSql.DUE,
            new Variant(Columns.DUE + CLAIM_FROM.formatted("job_waiting") + """
                    WHERE j.queue = ? AND j.priority = ? AND j.run_at <= ? AND j.state IN ('pending', 'failed') AND j.losses = 0
                    ORDER BY j.run_at, j.seq
                    LIMIT ? OFFSET ?""", WAITING_FIRST),
            ExchangeSql.DUE_AFTER,
            new Variant("""
                    SELECT run_at
                    FROM $.job INDEXED BY job_waiting
                    WHERE queue = ? AND priority = ? AND run_at > ? AND state IN ('pending', 'failed') AND losses = 0
                    ORDER BY run_at
                    LIMIT 1""", WAITING_FIRST),
            ExchangeSql.COMPLETE_RUN,
            new Variant("""
                    UPDATE $.job INDEXED BY job_held
                    SET state = 'completed',
                        attempts = attempts + 1,
                        started_at = COALESCE(?, claimed_at),
                        finished_at = ?,
                        cancel_requested = 0
                    WHERE token_epoch = ? AND token_number BETWEEN ? AND ? AND state = 'processing' AND followed IS NULL""", WAITING_FIRST),
            ExchangeSql.HELD,
            new Variant(Columns.CLAIM + CLAIM_FROM.formatted("job_held") + """
                    WHERE j.token_epoch = ? AND j.token_number >= ? AND j.token_number < ? AND j.state = 'processing'
                    ORDER BY j.token_number""", WAITING_FIRST),
            ExchangeSql.TURN_TO_WRITING,
            new Variant(
                    """
                    UPDATE $.setting
                    SET text = text
                    WHERE 1 = 0""",
                    "differs because a transaction that has read and then writes fails at once if another wrote in between"),
            SchemaSql.IDENTITY,
            new Variant("""
                    SELECT file
                    FROM pragma_database_list
                    WHERE name = 'main'""", "differs because the file is the database"),
            SchemaSql.HAS_VERSIONS,
            new Variant("""
                    SELECT 1
                    FROM sqlite_master
                    WHERE type = 'table' AND name = 'queuectl_schema'""", "differs because there is no information_schema")));

    static {
        VARIANTS.put(ExchangeSql.COMPLETE_RUN_FOLLOWED, new Variant("""
                    UPDATE $.job INDEXED BY job_held
                    SET state = 'completed',
                        attempts = attempts + 1,
                        started_at = COALESCE(?, claimed_at),
                        finished_at = ?,
                        cancel_requested = 0
                    WHERE token_epoch = ? AND token_number BETWEEN ? AND ? AND state = 'processing'""", WAITING_FIRST));
        VARIANTS.put(ExchangeSql.FOLLOWED_OF_RUN, new Variant("""
                    SELECT seq
                    FROM $.job INDEXED BY job_held
                    WHERE token_epoch = ? AND token_number BETWEEN ? AND ? AND state = 'processing' AND followed IS NOT NULL""", WAITING_FIRST));
        VARIANTS.put(
                QuerySql.COUNTS,
                new Variant(COUNTS, WAITING_FIRST + ", and because all jobs are counted by the cells of an index"));
        VARIANTS.put(
                BulkSql.HOLD_TOGETHER,
                new Variant(
                        """
                    SELECT j.seq
                    FROM json_each(:numbers) n
                    CROSS JOIN $.job j
                    WHERE j.seq = n.value AND <where>""",
                        "differs because the join must begin with the numbers, whatever else there is an index for"));
        VARIANTS.put(QueueSql.HELD_BY_OTHERS, new Variant("""
                    SELECT token_epoch, COUNT(*)
                    FROM $.job INDEXED BY job_held
                    WHERE token_epoch < ? AND state = 'processing' AND queue = ?
                    GROUP BY token_epoch
                    UNION ALL
                    SELECT token_epoch, COUNT(*)
                    FROM $.job INDEXED BY job_held
                    WHERE token_epoch > ? AND state = 'processing' AND queue = ?
                    GROUP BY token_epoch""", WAITING_FIRST));
    }

    static final SqlDialect DIALECT = new SqlDialect(
            "SQLite",
            "",
            VARIANTS,
            new SqliteTransactions(),
            SqliteFaults::of,
            Migration.all(SqliteDialect.class, "migrations"));

    private SqliteDialect() {}
}
