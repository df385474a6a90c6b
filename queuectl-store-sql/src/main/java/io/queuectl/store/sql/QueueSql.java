package io.queuectl.store.sql;

/** The statements of what is set for queues; parameters by position, for a claim may need them. */
public enum QueueSql implements SqlText {
    /** By name. */
    SETTINGS(Columns.SELECT_QUEUE + """
            ORDER BY name"""),

    /** queue → its row, locked until the transaction ends where beginning to write does not see to that. */
    LOCKED(Columns.SELECT_QUEUE + """
            WHERE name = ?"""),

    /** queue: so that there is a row to lock. */
    ADD("""
            INSERT INTO $.queue (name)
            VALUES (?)
            ON CONFLICT DO NOTHING"""),

    /** paused, draining, max_running, permits, period_ms, burst, level, level_at, max_waiting, places; queue. */
    PUT("""
            UPDATE $.queue
            SET paused = ?, draining = ?, max_running = ?, permits = ?, period_ms = ?, burst = ?, level = ?, level_at = ?, max_waiting = ?, places = ?
            WHERE name = ?"""),

    REMOVE("""
            DELETE FROM $.queue
            WHERE name = ?"""),

    /** level, level_at, places; queue. */
    TAKEN("""
            UPDATE $.queue
            SET level = ?, level_at = ?, places = ?
            WHERE name = ?"""),

    /** epoch, queue, epoch, queue → how many of its jobs each other node holds. Reads all that those hold, of every queue. */
    HELD_BY_OTHERS("""
            SELECT token_epoch, COUNT(*)
            FROM $.job
            WHERE token_epoch < ? AND state = 'processing' AND queue = ?
            GROUP BY token_epoch
            UNION ALL
            SELECT token_epoch, COUNT(*)
            FROM $.job
            WHERE token_epoch > ? AND state = 'processing' AND queue = ?
            GROUP BY token_epoch"""),

    /** queue, now → a row if a job is due that was lost before. */
    LOST_IS_DUE("""
            SELECT 1
            FROM $.job
            WHERE queue = ? AND run_at <= ? AND state IN ('pending', 'failed') AND losses > 0
            ORDER BY queue
            LIMIT 1"""),

    /** queue, at most, queue → how many jobs wait that were never lost, counted no further; and how many that were. */
    WAITING("""
            SELECT
                (SELECT COUNT(*) FROM (
                    SELECT queue
                    FROM $.job
                    WHERE queue = ? AND state IN ('pending', 'failed') AND losses = 0
                    ORDER BY queue
                    LIMIT ?) few),
                (SELECT COUNT(*) FROM $.job WHERE queue = ? AND state IN ('pending', 'failed') AND losses > 0)"""),

    /** key → at_most, running, how many wait. */
    GROUP("""
            SELECT g.at_most, g.running, (SELECT COUNT(*) FROM $.job_member m WHERE m.text = g.text AND m.place = 1)
            FROM $.job_group g
            WHERE g.text = ?"""),

    /** now, now, a minute ago, now → queue, due, scheduled, processing, completed since, oldest due. */
    DEPTHS("""
            SELECT queue,
                COUNT(CASE WHEN state IN ('pending', 'failed') AND run_at <= ? THEN 1 END),
                COUNT(CASE WHEN state IN ('pending', 'failed') AND run_at > ? THEN 1 END),
                COUNT(CASE WHEN state = 'processing' THEN 1 END),
                COUNT(CASE WHEN state = 'completed' AND finished_at > ? THEN 1 END),
                MIN(CASE WHEN state IN ('pending', 'failed') AND run_at <= ? THEN run_at END)
            FROM $.job
            GROUP BY queue
            ORDER BY queue""");

    private final String standard;

    QueueSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
