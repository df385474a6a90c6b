package io.queuectl.store.sql;

/** The statements of the operator's moves; parameters by name. */
public enum AdminSql implements SqlText {
    /** Keeps a job as it is until the transaction ends. Empty where beginning to write does. */
    HOLD(""),

    CANCEL_WAITING("""
            UPDATE $.job
            SET state = 'cancelled', finished_at = :now, cancel_requested = 0, blockers = NULL
            WHERE seq = :number AND state IN ('pending', 'failed', 'blocked')"""),

    REQUEST_CANCEL("""
            UPDATE $.job
            SET cancel_requested = 1
            WHERE seq = :number AND state = 'processing'"""),

    REQUEUE("""
            UPDATE $.job
            SET state = 'pending', run_at = :now, attempts = 0, losses = 0, releases = 0,
                finished_at = NULL, cancel_requested = 0
            WHERE seq = :number AND state IN ('dead', 'cancelled', 'failed')"""),

    EDIT("""
            UPDATE $.job
            SET queue = COALESCE(:queue, queue),
                priority = COALESCE(:priority, priority),
                run_at = COALESCE(:runAt, run_at),
                max_attempts = CASE WHEN :newLimits = 1 THEN :maxAttempts ELSE max_attempts END,
                backoff = CASE WHEN :newLimits = 1 THEN :backoff ELSE backoff END,
                timeout_ms = CASE WHEN :newLimits = 1 THEN :timeout ELSE timeout_ms END
            WHERE seq = :number AND state IN ('pending', 'failed', 'blocked')"""),

    /** Of a job whose bytes are apart: {@code NULL}. */
    REPLACE_PAYLOAD("""
            UPDATE $.job
            SET payload = ?
            WHERE seq = ?"""),

    DROP_PAYLOAD_APART("""
            DELETE FROM $.payload
            WHERE seq = ?"""),

    DELETE("""
            DELETE FROM $.job
            WHERE seq = :number AND state <> 'processing' AND followed IS NULL"""),

    /** One that others may wait for. */
    DELETE_FOLLOWED("""
            DELETE FROM $.job
            WHERE seq = :number AND state <> 'processing'"""),

    /** Many at once, their numbers between braces. Empty where they are deleted one by one. */
    DELETE_TOGETHER(""),

    /** Which of many are there, their numbers between braces. Empty where they are looked at one by one. */
    LEFT_TOGETHER(""),

    /** A job that nobody waits for and that is going to be deleted no longer counts as completed, if it did. Empty where a trigger sees to that. */
    UNTALLY(""),

    /** The same for one that others may wait for. */
    UNTALLY_FOLLOWED(""),

    /** Everything that inserting a new job leaves open. By position: restoring is done by the hundred thousand. */
    RESTORE_JOB("""
            UPDATE $.job
            SET state = ?, attempts = ?, losses = ?, releases = ?, claims = ?, claimed_at = ?, started_at = ?, finished_at = ?,
                error = ?, token_epoch = ?, token_number = ?, process = ?, cancel_requested = ?
            WHERE seq = ? AND submission = ?"""),

    /** seq, ordinal, token, started_at, ended_at, outcome, type, message, exit_code, detail. */
    RESTORE_ATTEMPT("""
            INSERT INTO $.attempt (seq, ordinal, token_epoch, token_number, started_at, ended_at, outcome, type, message, exit_code, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""),

    /** seq, ordinal, at, stream, text. */
    RESTORE_LOG("""
            INSERT INTO $.log (seq, ordinal, at, stream, text)
            VALUES (?, ?, ?, ?, ?)"""),

    /** seq, fraction, message, at. */
    RESTORE_PROGRESS("""
            INSERT INTO $.job_progress (seq, fraction, message, at)
            VALUES (?, ?, ?, ?)"""),

    /** seq, bytes. */
    RESTORE_RESULT("""
            INSERT INTO $.job_result (seq, bytes)
            VALUES (?, ?)"""),

    /** seq, scope, held_until; kind, key, now → a key whose last holder holds it no more. */
    RESTORE_KEY("""
            UPDATE $.job_key AS k
            SET seq = ?, scope = ?, held_until = ?
            WHERE kind = ? AND text = ? AND scope <> 'forever'
                AND (held_until <= ? OR held_until IS NULL AND NOT EXISTS (
                    SELECT 1
                    FROM $.job j
                    WHERE j.seq = k.seq AND j.state IN ('pending', 'failed', 'processing', 'blocked')))"""),

    /** key → one more has a place in that group. */
    RESTORE_PLACE("""
            UPDATE $.job_group
            SET running = running + 1
            WHERE text = ?"""),

    /** key, place, seq. */
    RESTORE_MEMBER("""
            INSERT INTO $.job_member (text, place, seq)
            VALUES (?, ?, ?)"""),

    /** child, parent, if_failed, met. */
    RESTORE_AFTER("""
            INSERT INTO $.job_after (child, parent, if_failed, met)
            VALUES (?, ?, ?, ?)"""),

    /** epoch → a row if the node was ever here. */
    KNOWS_NODE("""
            SELECT 1
            FROM $.node
            WHERE epoch = ?"""),

    /** epoch, name, when it was last heard of, the same again. A node that never was on this roster, for its name. */
    RESTORE_NODE("""
            INSERT INTO $.node (epoch, name, host, pid, started, lease_ms, slots, queues, beat, joined_at, renewed_at, on_roster)
            VALUES (?, ?, '', 0, 0, 0, 0, '', 0, ?, ?, 0)"""),

    SETTINGS("""
            SELECT name, text
            FROM $.setting
            ORDER BY name"""),

    PUT_SETTING("""
            INSERT INTO $.setting (name, text)
            VALUES (:key, :value)
            ON CONFLICT (name) DO UPDATE SET text = EXCLUDED.text"""),

    REMOVE_SETTING("""
            DELETE FROM $.setting
            WHERE name = :key""");

    private final String standard;

    AdminSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
