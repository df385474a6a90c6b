package io.queuectl.store.h2;

import io.queuectl.store.sql.AdminSql;
import io.queuectl.store.sql.BulkSql;
import io.queuectl.store.sql.Columns;
import io.queuectl.store.sql.ExchangeSql;
import io.queuectl.store.sql.Migration;
import io.queuectl.store.sql.NodeSql;
import io.queuectl.store.sql.QuerySql;
import io.queuectl.store.sql.QueueSql;
import io.queuectl.store.sql.RowsSql;
import io.queuectl.store.sql.ScheduleSql;
import io.queuectl.store.sql.SchemaSql;
import io.queuectl.store.sql.SqlDialect;
import io.queuectl.store.sql.SqlDialect.Variant;
import io.queuectl.store.sql.SqlText;
import io.queuectl.store.sql.TieSql;
import io.queuectl.store.sql.Transactions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * H2 as data. Without partial indexes, what a claim looks for is marked by generated columns: {@code waiting} is 1 in a row that
 * waits and was never lost, 2 in one that was lost before; {@code holder} is the epoch of the node that holds it; both are NULL
 * elsewhere. H2 takes an order from an index only where ORDER BY names the index's columns from the first on.
 */
final class H2Dialect {

    /** A schema of its own, because the application's tables may be in the same database. */
    static final String SCHEMA = "\"queuectl\"";

    private static final String MARKED =
            "differs because H2 has no partial indexes: the generated columns lead its indexes past rows nobody looks for";

    private static final Map<SqlText, Variant> VARIANTS = new HashMap<>();

    static {
        inserts();
        rows();
        keys();
        parents();
        moves();
        schedules();
        claims();
        roster();
        queries();
        queues();
        schema();
    }

    private H2Dialect() {}

    static SqlDialect with(Transactions transactions) {
        return new SqlDialect(
                "H2", SCHEMA + ".", VARIANTS, transactions, H2Faults::of, Migration.all(H2Dialect.class, "migrations"));
    }

    private static void differs(SqlText text, String because, String sql) {
        VARIANTS.put(text, new Variant(sql, because));
    }

    private static void inserts() {
        differs(
                ExchangeSql.NEXT_NUMBERS,
                "differs because callers insert in their own transactions beside the store's writer: only a sequence gives no number twice",
                """
                SELECT NEXT VALUE FOR $.job_seq
                FROM SYSTEM_RANGE(1, ?)""");
        differs(
                ExchangeSql.RAISE_NUMBERS,
                "differs because a sequence does not know of numbers that callers chose; this statement alone of H2's DDL commits nothing",
                """
                ALTER SEQUENCE $.job_seq
                RESTART WITH NEXT VALUE FOR $.job_seq + ?""");
        differs(
                ExchangeSql.INSERT_JOB,
                "differs because ON CONFLICT is known in one compatibility mode only; COALESCE because H2 looks for NULL by reading every row without a name",
                """
                INSERT INTO $.job (seq, name, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, tags, state)
                SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'pending'
                WHERE NOT EXISTS (SELECT 1 FROM $.job WHERE seq = ?1)
                    AND NOT EXISTS (SELECT 1 FROM $.job WHERE name = COALESCE(?2, ''))
                    AND NOT EXISTS (SELECT 1 FROM $.job WHERE submission = ?3)""");
        differs(ExchangeSql.INSERT_NEW_JOB, "differs because ON CONFLICT is known in one compatibility mode only", """
                INSERT INTO $.job (seq, name, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, tags, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')""");
        differs(
                ExchangeSql.INSERT_NEW_TOGETHER,
                "differs because ON CONFLICT is known in one compatibility mode only",
                ExchangeSql.INSERT_NEW_TOGETHER.standard().replace("ON CONFLICT DO NOTHING", ""));
        differs(
                ExchangeSql.INSERT_PAYLOAD,
                "differs because a foreign key keeps payloads from outliving their jobs, so that none is there before",
                """
                INSERT INTO $.payload (seq, bytes)
                VALUES (?, ?)""");
        differs(AdminSql.PUT_SETTING, "differs because ON CONFLICT is known in one compatibility mode only", """
                MERGE INTO $.setting (name, text)
                KEY (name)
                VALUES (:key, :value)""");
    }

    private static void rows() {
        for (RowsSql.Table table : RowsSql.Table.values()) {
            for (RowsSql text : List.of(table.together(), table.one())) {
                if (text.standard().endsWith(RowsSql.UNLESS_THERE)) {
                    differs(
                            text,
                            "differs because ON CONFLICT is known in one compatibility mode only; a row that is there is an error, which ends the statement alone",
                            text.standard().replace(RowsSql.UNLESS_THERE, ""));
                }
            }
        }
    }

    private static void keys() {
        differs(TieSql.TAKE_KEY, "differs because ON CONFLICT is known in one compatibility mode only", """
                INSERT INTO $.job_key (kind, text, seq, scope, held_until)
                SELECT ?1, ?2, ?3, ?4, ?5
                WHERE NOT EXISTS (SELECT 1 FROM $.job_key WHERE kind = ?1 AND text = ?2)""");
        differs(
                TieSql.HOLD_KEY,
                "differs because callers insert in their own transactions beside the store's writer",
                TieSql.HOLD_KEY.standard() + "\nFOR UPDATE");
    }

    private static void parents() {
        differs(
                TieSql.HOLD_PARENT,
                "differs because callers insert in their own transactions beside the store's writer",
                TieSql.HOLD_PARENT.standard() + "\nFOR UPDATE");
        differs(
                TieSql.HOLD_PARENTS,
                "differs because callers insert in their own transactions beside the store's writer",
                TieSql.HOLD_PARENTS.standard() + "\nFOR UPDATE");
        differs(
                TieSql.HOLD_GROUP,
                "differs because callers insert in their own transactions beside the store's writer",
                TieSql.HOLD_GROUP.standard() + "\nFOR UPDATE");
        differs(TieSql.MAKE_GROUP, "differs because ON CONFLICT is known in one compatibility mode only", """
                INSERT INTO $.job_group (text, at_most, running)
                SELECT ?1, ?2, 0
                WHERE NOT EXISTS (SELECT 1 FROM $.job_group WHERE text = ?1)""");
    }

    private static void schedules() {
        differs(
                ScheduleSql.MAKE,
                "differs because ON CONFLICT is known in one compatibility mode only; nobody else writes meanwhile",
                ScheduleSql.Make.INSERT.replace("INSERT", "MERGE") + "KEY (name)\nVALUES (" + ScheduleSql.Make.VALUES
                        + ")");
    }

    private static void moves() {
        differs(
                AdminSql.UNTALLY,
                "differs because a trigger of H2 is a class that every program on the database needs",
                """
                UPDATE $.tally
                SET jobs = jobs - 1
                WHERE queue = (
                    SELECT queue
                    FROM $.job
                    WHERE seq = :number AND state = 'completed' AND followed IS NULL)""");
        differs(
                AdminSql.UNTALLY_FOLLOWED,
                "differs because a trigger of H2 is a class that every program on the database needs",
                """
                UPDATE $.tally
                SET jobs = jobs - 1
                WHERE queue = (
                    SELECT queue
                    FROM $.job
                    WHERE seq = :number AND state = 'completed')""");
        differs(AdminSql.HOLD, "differs because another process may take the job between the look and the move", """
                SELECT seq
                FROM $.job
                WHERE seq = :number
                FOR UPDATE""");
        differs(
                BulkSql.HOLD_ONE,
                "differs because another process may take the job between the look and the move",
                BulkSql.HOLD_ONE.standard() + "\nFOR UPDATE");
    }

    private static void claims() {
        differs(ExchangeSql.PRIORITY_DOWN, MARKED, """
                SELECT priority
                FROM $.job
                WHERE waiting = 1 AND queue = ? AND priority <= ?
                ORDER BY waiting DESC, queue DESC, priority DESC
                LIMIT 1""");
        differs(ExchangeSql.PRIORITY_UP, MARKED, """
                SELECT priority
                FROM $.job
                WHERE waiting = 1 AND queue = ? AND priority >= ?
                ORDER BY waiting, queue, priority
                LIMIT 1""");
        differs(ExchangeSql.DUE, MARKED, Columns.SELECT_DUE + """
                WHERE j.waiting = 1 AND j.queue = ? AND j.priority = ? AND j.run_at <= ?
                ORDER BY j.waiting, j.queue, j.priority, j.run_at, j.seq
                LIMIT ? OFFSET ?""");
        differs(
                ExchangeSql.DUE_AFTER,
                MARKED + "; + 1 because H2 reads the equal ones of a bound that is not an index's last column",
                """
                SELECT run_at
                FROM $.job
                WHERE waiting = 1 AND queue = ? AND priority = ? AND run_at >= CAST(? AS BIGINT) + 1
                ORDER BY waiting, queue, priority, run_at
                LIMIT 1""");
        differs(ExchangeSql.LOST_DUE_DOWN, MARKED, Columns.SELECT_DUE + """
                WHERE j.waiting = 2 AND j.queue = ? AND j.run_at <= ?
                ORDER BY j.priority DESC, j.run_at, j.seq
                LIMIT ? OFFSET ?""");
        differs(ExchangeSql.LOST_DUE_UP, MARKED, Columns.SELECT_DUE + """
                WHERE j.waiting = 2 AND j.queue = ? AND j.run_at <= ?
                ORDER BY j.priority, j.run_at, j.seq
                LIMIT ? OFFSET ?""");
        differs(ExchangeSql.LOST_DUE_AFTER, MARKED, """
                SELECT MIN(run_at)
                FROM $.job
                WHERE waiting = 2 AND queue = ? AND run_at > ?
                HAVING MIN(run_at) IS NOT NULL""");
        differs(ExchangeSql.COMPLETE_RUN, MARKED, """
                UPDATE $.job
                SET state = 'completed',
                    attempts = attempts + 1,
                    started_at = COALESCE(?, claimed_at),
                    finished_at = ?,
                    cancel_requested = 0
                WHERE holder = ? AND token_number BETWEEN ? AND ? AND followed IS NULL""");
        differs(ExchangeSql.COMPLETE_RUN_FOLLOWED, MARKED, """
                UPDATE $.job
                SET state = 'completed',
                    attempts = attempts + 1,
                    started_at = COALESCE(?, claimed_at),
                    finished_at = ?,
                    cancel_requested = 0
                WHERE holder = ? AND token_number BETWEEN ? AND ?""");
        differs(ExchangeSql.FOLLOWED_OF_RUN, MARKED, """
                SELECT seq
                FROM $.job
                WHERE holder = ? AND token_number BETWEEN ? AND ? AND followed IS NOT NULL""");
        differs(ExchangeSql.HELD, MARKED, Columns.SELECT_CLAIM + """
                WHERE j.holder = ? AND j.token_number >= ? AND j.token_number < ?
                ORDER BY j.holder, j.token_number""");
    }

    private static void roster() {
        differs(NodeSql.CANCELS, MARKED, """
                SELECT token_number
                FROM $.job
                WHERE holder = :epoch AND cancel_requested <> 0
                ORDER BY holder, token_number""");
        differs(
                NodeSql.NEXT_HOLDER,
                MARKED + "; + 1 because H2 reads the equal ones of a bound that is not an index's last column",
                """
                SELECT holder
                FROM $.job
                WHERE holder >= CAST(:after AS BIGINT) + 1
                ORDER BY holder
                LIMIT 1""");
        differs(NodeSql.HELD_BY, MARKED, Columns.SELECT_CLAIM + """
                WHERE j.holder = :epoch
                ORDER BY j.claimed_at, j.token_number
                LIMIT :limit""");
    }

    private static void queries() {
        differs(QuerySql.COUNTS, MARKED + "; and because H2 knows how many rows a table has", """
                SELECT queue, 'completed' AS state, jobs
                FROM $.tally
                UNION ALL
                SELECT queue, 'pending', COUNT(*)
                FROM $.job
                WHERE waiting >= 1
                GROUP BY queue
                UNION ALL
                SELECT queue, state, COUNT(*)
                FROM $.job
                WHERE holder >= -9223372036854775808
                GROUP BY queue, state
                UNION ALL
                SELECT NULL, NULL, COUNT(*)
                FROM $.job""");
        differs(
                QuerySql.NEXT_QUEUE,
                MARKED + "; the second bound because of the first alone H2 reads the equal ones",
                """
                SELECT queue
                FROM $.job
                WHERE waiting = 1 AND queue > :after AND queue >= :after || CHAR(0)
                ORDER BY waiting, queue
                LIMIT 1""");
        differs(QuerySql.LOST_QUEUES, MARKED, """
                SELECT DISTINCT queue
                FROM $.job
                WHERE waiting = 2
                ORDER BY queue""");
        differs(
                QuerySql.NEXT_PRIORITY,
                MARKED + "; - 1 because H2 reads the equal ones of a bound that is not an index's last column",
                """
                SELECT priority
                FROM $.job
                WHERE waiting = 1 AND queue = :queue AND priority <= CAST(:below AS BIGINT) - 1
                ORDER BY waiting DESC, queue DESC, priority DESC
                LIMIT 1""");
        differs(QuerySql.NEXT_DUE, MARKED, Columns.SELECT_VIEW + """
                WHERE j.waiting = 1 AND j.queue = :queue AND j.priority = :priority AND j.run_at >= CAST(:now AS BIGINT) + 1
                ORDER BY j.waiting, j.queue, j.priority, j.run_at, j.seq
                LIMIT 1""");
        differs(QuerySql.LOST_NEXT_DUE, MARKED, Columns.SELECT_VIEW + """
                WHERE j.waiting = 2 AND j.run_at > :now
                ORDER BY j.run_at, j.seq
                LIMIT 1""");
    }

    private static void queues() {
        differs(QueueSql.ADD, "differs because ON CONFLICT is known in one compatibility mode only", """
                INSERT INTO $.queue (name)
                SELECT ?1
                WHERE NOT EXISTS (SELECT 1 FROM $.queue WHERE name = ?1)""");
        // With a lower end, or those that nobody holds would be stepped over: they come first.
        differs(QueueSql.HELD_BY_OTHERS, MARKED, """
                SELECT holder, COUNT(*)
                FROM $.job
                WHERE holder >= -9223372036854775807 AND holder <= -1 AND holder <> ?1 AND queue = ?2
                GROUP BY holder
                UNION ALL
                SELECT holder, COUNT(*)
                FROM $.job
                WHERE holder >= 1 AND holder < ?1 AND queue = ?2
                GROUP BY holder
                UNION ALL
                SELECT holder, COUNT(*)
                FROM $.job
                WHERE holder >= 1 AND holder > ?3 AND queue = ?4
                GROUP BY holder""");
        differs(QueueSql.LOST_IS_DUE, MARKED, """
                SELECT 1
                FROM $.job
                WHERE waiting = 2 AND queue = ? AND run_at <= ?
                ORDER BY waiting, queue
                LIMIT 1""");
        differs(QueueSql.WAITING, MARKED, """
                SELECT
                    (SELECT COUNT(*) FROM (
                        SELECT queue
                        FROM $.job
                        WHERE waiting = 1 AND queue = ?
                        ORDER BY waiting, queue
                        LIMIT ?) few),
                    (SELECT COUNT(*) FROM $.job WHERE waiting = 2 AND queue = ?)""");
    }

    private static void schema() {
        differs(
                SchemaSql.CREATE_VERSIONS,
                "differs because the schema that holds the tables comes first",
                """
                CREATE SCHEMA IF NOT EXISTS %s;
                CREATE TABLE IF NOT EXISTS $.queuectl_schema (
                    version    INTEGER PRIMARY KEY,
                    name       VARCHAR(200) NOT NULL,
                    checksum   VARCHAR(64)  NOT NULL,
                    applied_at VARCHAR(40)  NOT NULL
                )""".formatted(SCHEMA));
        differs(
                SchemaSql.HAS_VERSIONS,
                "differs because the application's own tables may be in the same database",
                """
                SELECT 1
                FROM INFORMATION_SCHEMA.TABLES
                WHERE table_schema = 'queuectl' AND LOWER(table_name) = 'queuectl_schema'""");
    }
}
