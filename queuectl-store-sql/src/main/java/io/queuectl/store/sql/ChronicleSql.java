package io.queuectl.store.sql;

/** The statements of the chronicle. */
public enum ChronicleSql implements SqlText {
    /** at, what, subject, how many jobs. */
    NOTE("""
            INSERT INTO $.move (at, what, subject, jobs)
            VALUES (?, ?, ?, ?)"""),

    /** at, how many jobs more; what, subject, not before. The newest, if it is of the same thing. */
    NOTE_MORE("""
            UPDATE $.move
            SET at = ?, jobs = jobs + ?
            WHERE position = (SELECT MAX(position) FROM $.move) AND what = ? AND subject = ? AND at >= ?"""),

    /** how many to keep. */
    FORGET("""
            DELETE FROM $.move
            WHERE position <= (SELECT MAX(position) FROM $.move) - ?"""),

    /** since, limit → at, what, subject, jobs, newest first. */
    MOVES("""
            SELECT at, what, subject, jobs
            FROM $.move
            WHERE at >= ?
            ORDER BY at DESC, position DESC
            LIMIT ?"""),

    /**
     * since, four times; job, twice, and queue, twice, each {@code NULL} for any; limit → at, type, seq, name, queue, kind, ordinal, node, type and message of the
     * failure, newest first.
     */
    EVENTS("""
            SELECT at, type, seq, name, queue, kind, ordinal, node, failure, message
            FROM (
                SELECT j.created_at AS at, 'enqueued' AS type, j.seq, j.name, j.queue, j.kind, 0 AS ordinal,
                       CAST(NULL AS VARCHAR(200)) AS node, CAST(NULL AS VARCHAR(200)) AS failure, CAST(NULL AS VARCHAR(8192)) AS message
                FROM $.job j
                WHERE j.created_at >= ?
                UNION ALL
                SELECT j.claimed_at, 'started', j.seq, j.name, j.queue, j.kind, j.claims, n.name, NULL, NULL
                FROM $.job j
                LEFT JOIN $.node n ON n.epoch = j.token_epoch
                WHERE j.state = 'processing' AND j.claimed_at >= ?
                UNION ALL
                SELECT j.finished_at, j.state, j.seq, j.name, j.queue, j.kind, CASE WHEN j.state = 'completed' THEN j.claims ELSE 0 END,
                       CASE WHEN j.state = 'completed' THEN n.name END, NULL, CASE WHEN j.state <> 'completed' THEN j.error END
                FROM $.job j
                LEFT JOIN $.node n ON n.epoch = j.token_epoch
                WHERE j.state IN ('completed', 'dead', 'cancelled') AND j.finished_at >= ?
                UNION ALL
                SELECT a.ended_at, a.outcome, a.seq, j.name, j.queue, j.kind, a.ordinal, n.name, a.type, a.message
                FROM $.attempt a
                INNER JOIN $.job j ON j.seq = a.seq
                LEFT JOIN $.node n ON n.epoch = a.token_epoch
                WHERE a.ended_at >= ? AND a.outcome <> 'completed'
                    AND NOT (a.outcome = 'cancelled' AND j.state = 'cancelled' AND j.finished_at = a.ended_at)
            ) e
            WHERE (CAST(? AS BIGINT) IS NULL OR seq = ?) AND (CAST(? AS VARCHAR(200)) IS NULL OR queue = ?)
            ORDER BY at DESC, seq DESC, ordinal DESC
            LIMIT ?""");

    private final String standard;

    ChronicleSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
