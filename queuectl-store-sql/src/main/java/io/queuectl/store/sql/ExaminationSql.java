package io.queuectl.store.sql;

/** The statements of an examination; each → a line of text about one thing that is wrong, or the numbers to put it right. */
public enum ExaminationSql implements SqlText {
    /** → seq, what is wrong, of rows that no queuectl wrote. */
    ODD_ROWS("""
            SELECT seq, CASE
                WHEN state NOT IN ('pending', 'processing', 'completed', 'failed', 'dead', 'cancelled', 'blocked') THEN 'its state is none'
                WHEN attempts < 0 OR losses < 0 OR releases < 0 OR claims < 0 THEN 'a counter is negative'
                WHEN run_at < 0 OR run_at > 253402300799999 OR created_at < 0 OR created_at > 253402300799999 THEN 'a time is none'
                WHEN LENGTH(kind) = 0 OR LENGTH(queue) = 0 THEN 'it has no kind or no queue'
                WHEN max_attempts < 1 OR timeout_ms < 1 THEN 'a limit is none'
                WHEN state = 'processing' AND (COALESCE(token_epoch, 0) = 0 OR COALESCE(token_number, 0) < 1 OR claimed_at IS NULL)
                    THEN 'it is processing and nobody holds it'
                WHEN state IN ('completed', 'dead', 'cancelled') AND finished_at IS NULL THEN 'it is over and never finished'
                WHEN payload IS NULL AND NOT EXISTS (SELECT 1 FROM $.payload p WHERE p.seq = j.seq) THEN 'its payload is gone'
                END AS why
            FROM $.job j
            WHERE state NOT IN ('pending', 'processing', 'completed', 'failed', 'dead', 'cancelled', 'blocked')
                OR attempts < 0 OR losses < 0 OR releases < 0 OR claims < 0
                OR run_at < 0 OR run_at > 253402300799999 OR created_at < 0 OR created_at > 253402300799999
                OR LENGTH(kind) = 0 OR LENGTH(queue) = 0
                OR max_attempts < 1 OR timeout_ms < 1
                OR (state = 'processing' AND (COALESCE(token_epoch, 0) = 0 OR COALESCE(token_number, 0) < 1 OR claimed_at IS NULL))
                OR (state IN ('completed', 'dead', 'cancelled') AND finished_at IS NULL)
                OR (payload IS NULL AND NOT EXISTS (SELECT 1 FROM $.payload p WHERE p.seq = j.seq))
            ORDER BY seq
            LIMIT 100"""),

    /** → seq of blocked jobs that wait for more jobs than there are. */
    BLOCKED_FOR_EVER("""
            SELECT j.seq
            FROM $.job j
            WHERE j.state = 'blocked' AND (j.blockers IS NULL OR j.blockers > (
                SELECT COUNT(*)
                FROM $.job_after a
                INNER JOIN $.job p ON p.seq = a.parent
                WHERE a.child = j.seq AND a.met = 0 AND p.state <> 'completed') + (
                SELECT COUNT(*)
                FROM $.job_member m
                WHERE m.seq = j.seq AND m.place = 1))
            ORDER BY j.seq
            LIMIT 10000"""),

    /** → keys of groups that count more or fewer places taken than jobs that have one, or have a job in it that is over or gone. */
    WRONG_GROUPS("""
            SELECT g.text, g.at_most, g.running
            FROM $.job_group g
            WHERE g.running <> (
                SELECT COUNT(*)
                FROM $.job_member m
                INNER JOIN $.job j ON j.seq = m.seq
                WHERE m.text = g.text AND m.place = 2 AND j.state NOT IN ('completed', 'dead', 'cancelled', 'blocked'))
            ORDER BY g.text
            LIMIT 10000"""),

    /** key → seq of jobs that have a place there and are over. */
    OVER_WITH_PLACE("""
            SELECT m.seq
            FROM $.job_member m
            LEFT JOIN $.job j ON j.seq = m.seq
            WHERE m.text = ? AND m.place = 2 AND (j.seq IS NULL OR j.state IN ('completed', 'dead', 'cancelled'))"""),

    /** key → how many jobs have a place there. */
    PLACES_TAKEN("""
            SELECT COUNT(*)
            FROM $.job_member
            WHERE text = ? AND place = 2"""),

    /** now → how many unique keys are of a time that is over. */
    EXPIRED_KEYS("""
            SELECT COUNT(*)
            FROM $.job_key
            WHERE held_until < ?"""),

    /** → queue, completed jobs as tallied, completed jobs there are. */
    WRONG_TALLIES("""
            SELECT q.queue, COALESCE(t.jobs, 0), COALESCE(c.jobs, 0)
            FROM (SELECT queue FROM $.tally UNION SELECT queue FROM $.job WHERE state = 'completed') q
            LEFT JOIN (SELECT queue, SUM(jobs) AS jobs FROM $.tally GROUP BY queue) t ON t.queue = q.queue
            LEFT JOIN (SELECT queue, COUNT(*) AS jobs FROM $.job WHERE state = 'completed' GROUP BY queue) c ON c.queue = q.queue
            WHERE COALESCE(t.jobs, 0) <> COALESCE(c.jobs, 0)
            ORDER BY q.queue
            LIMIT 100""");

    private final String standard;

    ExaminationSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
