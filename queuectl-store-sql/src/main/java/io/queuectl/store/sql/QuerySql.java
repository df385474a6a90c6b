package io.queuectl.store.sql;

/** The statements of the read side; parameters by name. */
public enum QuerySql implements SqlText {
    BY_NUMBER(Columns.SELECT_VIEW + """
            WHERE j.seq = :number AND j.name IS NULL"""),

    BY_NAME(Columns.SELECT_VIEW + """
            WHERE j.name = :name"""),

    /** number → seq, name, state, if_failed of the jobs that it waits or waited for. */
    PARENTS("""
            SELECT p.seq, p.name, p.state, a.if_failed
            FROM $.job_after a
            INNER JOIN $.job p ON p.seq = a.parent
            WHERE a.child = :number
            ORDER BY p.seq"""),

    /**
     * sort, text, rule, number, at, flag of the key that a job took last, the group it is in and each job it waits or waited for: {@code key}, text, scope, NULL or until,
     * 0, 0; {@code group}, key, nothing, at_most, 0, place; {@code wait}, name, if_failed, seq, created_at, met.
     */
    TIES("""
            SELECT 'key' AS sort, k.text AS text, k.scope AS rule, k.held_until AS number, 0 AS at, 0 AS flag
            FROM $.job_key k
            WHERE k.seq = :number
            UNION ALL
            SELECT 'group', m.text, '', COALESCE(g.at_most, 1), 0, m.place
            FROM $.job_member m
            LEFT JOIN $.job_group g ON g.text = m.text
            WHERE m.seq = :number
            UNION ALL
            SELECT 'wait', p.name, a.if_failed, p.seq, p.created_at, a.met
            FROM $.job_after a
            INNER JOIN $.job p ON p.seq = a.parent
            WHERE a.child = :number
            ORDER BY 1, 4"""),

    /** {@code <where>} and {@code <order>} come from {@link ListSql}. */
    LIST(Columns.SELECT_VIEW + """
            WHERE <where>
            ORDER BY <order>
            LIMIT :limit"""),

    /**
     * → queue, state, how many: completed jobs as they were tallied, all others from the few indexes they are in, failed ones also among those that are
     * pending; in a row without a queue, where the database knows, how many jobs there are. One statement, so that all of it is of one committed state.
     */
    COUNTS("""
            SELECT queue, 'completed' AS state, SUM(jobs) AS jobs
            FROM $.tally
            GROUP BY queue
            UNION ALL
            SELECT queue, 'pending', COUNT(*)
            FROM $.job
            WHERE state IN ('pending', 'failed') AND losses = 0
            GROUP BY queue
            UNION ALL
            SELECT queue, 'pending', COUNT(*)
            FROM $.job
            WHERE state IN ('pending', 'failed') AND losses > 0
            GROUP BY queue
            UNION ALL
            SELECT queue, state, COUNT(*)
            FROM $.job
            WHERE state = 'processing'
            GROUP BY queue, state
            UNION ALL
            SELECT queue, state, COUNT(*)
            FROM $.job
            WHERE state IN ('failed', 'dead', 'cancelled', 'blocked')
            GROUP BY queue, state"""),

    /** → queue, state, how many: from every row. */
    COUNTS_OF_ROWS("""
            SELECT queue, state, COUNT(*)
            FROM $.job
            GROUP BY queue, state"""),

    /** The first queue after {@code :after} where a job waits that was never lost. */
    NEXT_QUEUE("""
            SELECT queue
            FROM $.job
            WHERE queue > :after AND state IN ('pending', 'failed') AND losses = 0
            ORDER BY queue
            LIMIT 1"""),

    LOST_QUEUES("""
            SELECT DISTINCT queue
            FROM $.job
            WHERE state IN ('pending', 'failed') AND losses > 0
            ORDER BY queue"""),

    /** The first priority below {@code :below} at which a job of the queue waits that was never lost. */
    NEXT_PRIORITY("""
            SELECT priority
            FROM $.job
            WHERE queue = :queue AND priority < :below AND state IN ('pending', 'failed') AND losses = 0
            ORDER BY priority DESC
            LIMIT 1"""),

    NEXT_DUE(Columns.SELECT_VIEW + """
            WHERE j.queue = :queue AND j.priority = :priority AND j.run_at > :now
                AND j.state IN ('pending', 'failed') AND j.losses = 0
            ORDER BY j.run_at, j.seq
            LIMIT 1"""),

    LOST_NEXT_DUE(Columns.SELECT_VIEW + """
            WHERE j.run_at > :now AND j.state IN ('pending', 'failed') AND j.losses > 0
            ORDER BY j.run_at, j.seq
            LIMIT 1"""),

    ATTEMPTS("""
            SELECT a.ordinal, a.token_epoch, a.token_number, n.name, a.started_at, a.ended_at, a.outcome,
                   a.type, a.message, a.exit_code, a.detail
            FROM $.attempt a
            LEFT JOIN $.node n ON n.epoch = a.token_epoch
            WHERE a.seq = :number
            ORDER BY a.ordinal"""),

    /** The attempt that is told from the job's own row. */
    LAST_ATTEMPT("""
            SELECT j.claims, j.token_epoch, j.token_number, n.name, j.state, j.claimed_at, j.started_at, j.finished_at
            FROM $.job j
            LEFT JOIN $.node n ON n.epoch = j.token_epoch
            WHERE j.seq = :number AND j.state IN ('processing', 'completed')
                AND j.token_epoch <> 0 AND j.token_number > 0 AND j.claimed_at IS NOT NULL"""),

    LOGS("""
            SELECT position, ordinal, at, stream, text
            FROM $.log
            WHERE seq = :number AND position > :after
            ORDER BY position
            LIMIT :limit"""),

    OUTPUT("""
            SELECT p.fraction, p.message, p.at, r.bytes
            FROM $.job j
            LEFT JOIN $.job_progress p ON p.seq = j.seq
            LEFT JOIN $.job_result r ON r.seq = j.seq
            WHERE j.seq = :number"""),

    DURATIONS("""
            SELECT COUNT(*), AVG(finished_at - started_at), MIN(finished_at - started_at), MAX(finished_at - started_at)
            FROM $.job
            WHERE state = 'completed' AND started_at IS NOT NULL AND finished_at >= started_at""");

    private final String standard;

    QuerySql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
