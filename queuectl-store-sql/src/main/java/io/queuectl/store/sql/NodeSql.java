package io.queuectl.store.sql;

/** The statements of the roster; parameters by name. */
public enum NodeSql implements SqlText {
    JOIN("""
            INSERT INTO $.node (epoch, name, host, pid, started, lease_ms, slots, queues, beat, joined_at, renewed_at, on_roster)
            VALUES (:epoch, :name, :host, :pid, :started, :lease, :slots, :queues, 0, :now, :now, 1)"""),

    /** Off-roster nodes beyond the newest {@code :keep}. */
    FORGET("""
            DELETE FROM $.node
            WHERE on_roster = 0 AND epoch NOT IN (
                SELECT epoch
                FROM $.node
                WHERE on_roster = 0
                ORDER BY renewed_at DESC, epoch
                LIMIT :keep)"""),

    RENEW("""
            UPDATE $.node
            SET beat = beat + 1, renewed_at = :now
            WHERE epoch = :epoch AND on_roster = 1"""),

    STOP_OF("""
            SELECT stop
            FROM $.node
            WHERE epoch = :epoch AND on_roster = 1"""),

    CANCELS("""
            SELECT token_number
            FROM $.job
            WHERE token_epoch = :epoch AND state = 'processing' AND cancel_requested <> 0
            ORDER BY token_number"""),

    ROSTER("""
            SELECT epoch, name, host, pid, started, lease_ms, slots, queues, beat, joined_at, renewed_at, stop
            FROM $.node
            WHERE on_roster = 1
            ORDER BY joined_at, epoch"""),

    /** {@code :stop} overrides unless the stronger one was asked before. */
    REQUEST_STOP("""
            UPDATE $.node
            SET stop = CASE WHEN stop = 'now' THEN stop ELSE :stop END
            WHERE epoch = :epoch AND on_roster = 1"""),

    DECLARE_DEAD("""
            UPDATE $.node
            SET on_roster = 0
            WHERE epoch = :epoch AND beat = :beat AND on_roster = 1"""),

    LEAVE("""
            UPDATE $.node
            SET on_roster = 0
            WHERE epoch = :epoch AND on_roster = 1"""),

    /** From {@code :after} on, the epochs that hold jobs, one at a time. */
    NEXT_HOLDER("""
            SELECT token_epoch
            FROM $.job
            WHERE state = 'processing' AND token_epoch > :after
            ORDER BY token_epoch
            LIMIT 1"""),

    HELD_BY(Columns.SELECT_CLAIM + """
            WHERE j.state = 'processing' AND j.token_epoch = :epoch
            ORDER BY j.claimed_at, j.token_number
            LIMIT :limit""");

    private final String standard;

    NodeSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
