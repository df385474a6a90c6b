package io.queuectl.store.sql;

/** The hot statements about what ties jobs to each other: unique keys, parents and groups. Prepared once on the writing connection, parameters by position. */
public enum TieSql implements SqlText {

    /** kind, key, number, scope, held_until → a row, if nobody has that key. */
    TAKE_KEY("""
            INSERT INTO $.job_key (kind, text, seq, scope, held_until)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING"""),

    /** kind, key → seq, scope, held_until of whoever had it last. Nobody else takes it before this transaction ends. */
    HOLD_KEY("""
            SELECT seq, scope, held_until
            FROM $.job_key
            WHERE kind = ? AND text = ?"""),

    /** number, scope, held_until; kind, key. */
    PASS_KEY("""
            UPDATE $.job_key
            SET seq = ?, scope = ?, held_until = ?
            WHERE kind = ? AND text = ?"""),

    /** first and last number → numbers between them, both included, that had a key last. */
    KEYED("""
            SELECT seq
            FROM $.job_key
            WHERE seq BETWEEN ? AND ?"""),

    /** number → whatever keys it took are free. */
    FREE_KEYS("""
            DELETE FROM $.job_key
            WHERE seq = ?"""),

    /** number → state, name. */
    KEY_HOLDER("""
            SELECT state, name
            FROM $.job
            WHERE seq = ?"""),

    /** run_at or NULL, number → due then, if it still waits. */
    PUT_OFF("""
            UPDATE $.job
            SET run_at = COALESCE(?, run_at)
            WHERE seq = ? AND state IN ('pending', 'failed', 'blocked')"""),

    /** number → the row of a new job is gone again. */
    TAKE_OUT("""
            DELETE FROM $.job
            WHERE seq = ?"""),

    /** seq → state, followed of a job that another is going to wait for. It stays in that state until this transaction ends. */
    HOLD_PARENT("""
            SELECT state, followed
            FROM $.job
            WHERE seq = ?"""),

    /** first and last seq → seq, state, followed of the jobs between them, both included, held as by {@link #HOLD_PARENT} in their order. */
    HOLD_PARENTS("""
            SELECT seq, state, followed
            FROM $.job
            WHERE seq BETWEEN ? AND ?
            ORDER BY seq"""),

    /** first and last seq → the same as {@link #FOLLOW} for all of them, both included. */
    FOLLOW_RUN("""
            UPDATE $.job
            SET followed = 1
            WHERE seq BETWEEN ? AND ?"""),

    /** name → seq. */
    NUMBER_OF_NAME("""
            SELECT seq
            FROM $.job
            WHERE name = ?"""),

    /** seq → whoever settles it looks for those that wait for it. */
    FOLLOW("""
            UPDATE $.job
            SET followed = 1
            WHERE seq = ?"""),

    /** child, parent, if_failed. */
    INSERT_AFTER("""
            INSERT INTO $.job_after (child, parent, if_failed)
            VALUES (?, ?, ?)"""),

    /** for how many jobs it waits, seq of a new job. */
    BLOCK("""
            UPDATE $.job
            SET state = 'blocked', blockers = ?
            WHERE seq = ?"""),

    /** state, finished_at, error, seq of a job that was blocked, or new. */
    END_BLOCKED("""
            UPDATE $.job
            SET state = ?, finished_at = ?, error = ?, blockers = NULL
            WHERE seq = ? AND state IN ('blocked', 'pending')"""),

    /** parent → child, if_failed, queue of those that wait. */
    CHILDREN("""
            SELECT a.child, a.if_failed, j.queue
            FROM $.job_after a
            INNER JOIN $.job j ON j.seq = a.child
            WHERE a.parent = ? AND a.met = 0 AND j.state = 'blocked'"""),

    /** 1 if a child goes on without that parent, 0 if it waits for it again; child, parent. */
    MEET("""
            UPDATE $.job_after
            SET met = ?
            WHERE child = ? AND parent = ?"""),

    /** child → parents. */
    PARENTS("""
            SELECT parent
            FROM $.job_after
            WHERE child = ?"""),

    /** for how many jobs it waits no more, the same again, seq → pending if those were all. */
    RELEASE("""
            UPDATE $.job
            SET blockers = blockers - ?,
                state = CASE WHEN blockers <= ? THEN 'pending' ELSE state END
            WHERE seq = ? AND state = 'blocked'"""),

    /** key → at_most, running. Nobody else changes the group before this transaction ends. */
    HOLD_GROUP("""
            SELECT at_most, running
            FROM $.job_group
            WHERE text = ?"""),

    /** array of keys → key, at_most, running of each group that is there, locked in the order of the keys. Empty where several statements cost nothing but their work. */
    HOLD_GROUPS(""),

    /** key, at_most → a row, if there is no such group. */
    MAKE_GROUP("""
            INSERT INTO $.job_group (text, at_most, running)
            VALUES (?, ?, 0)
            ON CONFLICT DO NOTHING"""),

    /** at_most, running, key. */
    CHANGE_GROUP("""
            UPDATE $.job_group
            SET at_most = ?, running = ?
            WHERE text = ?"""),

    /** key of a group that none has a place in. */
    DROP_GROUP("""
            DELETE FROM $.job_group
            WHERE text = ?"""),

    /** number → key, place. */
    MEMBER("""
            SELECT text, place
            FROM $.job_member
            WHERE seq = ?"""),

    /** place, number. */
    MOVE_MEMBER("""
            UPDATE $.job_member
            SET place = ?
            WHERE seq = ?"""),

    /** key, place → the first of the group in that place. */
    FIRST_MEMBER("""
            SELECT MIN(seq)
            FROM $.job_member
            WHERE text = ? AND place = ?
            HAVING MIN(seq) IS NOT NULL"""),

    /** seq → queue. */
    QUEUE_OF("""
            SELECT queue
            FROM $.job
            WHERE seq = ?""");

    private final String standard;

    TieSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
