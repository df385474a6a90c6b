package io.queuectl.store.postgres;

/**
 * What our own sessions and transactions are told, whatever the defaults of database and role are.
 *
 * <p>The planner's settings: a backlog that was loaded in bulk and not analysed yet looks small to the planner, which then reads and sorts all of
 * it at every claim. Every statement of a job's life has an index that serves it in order, so that reading or sorting a table is
 * never right here.
 *
 * <p>The time limits: a session whose client is cut off must not keep its rows locked until the network notices, and no lock is worth
 * waiting longer for than a retry costs.
 */
final class SessionSettings {

    private static final String LIMITS = """
            SET %1$s lock_timeout = '3s';
            SET %1$s idle_in_transaction_session_timeout = '10s';
            """;

    private static final String PLANNER = """
            SET %1$s enable_seqscan = off;
            SET %1$s enable_bitmapscan = off;
            SET %1$s enable_sort = off;
            SET %1$s enable_hashjoin = off;
            SET %1$s enable_mergejoin = off;
            """;

    static final String WRITING =
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;\n"
                    + (LIMITS + PLANNER).formatted("SESSION");

    static final String READING =
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;\n"
                    + LIMITS.formatted("SESSION");

    static final String WRITING_TRANSACTION =
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;\n" + (LIMITS + PLANNER).formatted("LOCAL");

    static final String READING_TRANSACTION =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;\n" + LIMITS.formatted("LOCAL");

    /** Undoes one by one what was set: a driver sets some things of its own. */
    static final String RESTORED = """
            RESET lock_timeout;
            RESET idle_in_transaction_session_timeout;
            RESET enable_seqscan;
            RESET enable_bitmapscan;
            RESET enable_sort;
            RESET enable_hashjoin;
            RESET enable_mergejoin;
            RESET default_transaction_isolation;
            RESET default_transaction_read_only;
            """;

    private SessionSettings() {}
}
