package io.queuectl.store.sql;

/** The hot statements: prepared once on the writing connection, parameters by position. */
public enum ExchangeSql implements SqlText {

    /** count → numbers for new jobs. Where fewer rows come than were asked for, the others count on from the last: one writer at a time. */
    NEXT_NUMBERS("""
            SELECT COALESCE(MAX(seq), 0) + 1
            FROM $.job
            WHERE ? > 0"""),

    /** by how much → the numbers to come are larger by that. Empty where they follow the largest in use anyway. */
    RAISE_NUMBERS(""),

    /** seq, name, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, tags. */
    INSERT_JOB("""
            INSERT INTO $.job (seq, name, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, tags, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')
            ON CONFLICT DO NOTHING"""),

    /** The same for jobs without a chosen id, which meet nothing that is there. */
    INSERT_NEW_JOB(INSERT_JOB.standard()),

    /**
     * {@value NewJobs#TOGETHER} times seq, submission, queue, kind, priority, run_at, created_at, payload: jobs that have no limits of their own either.
     * Empty where {@link #INSERT_NEW_AT_ONCE} is not.
     */
    INSERT_NEW_TOGETHER("""
            INSERT INTO $.job (seq, submission, queue, kind, priority, run_at, created_at, payload, state)
            VALUES %s
            ON CONFLICT DO NOTHING""".formatted(NewJobs.rowsTogether())),

    /**
     * created_at; arrays of submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, bytes → submission, seq. Jobs without a
     * chosen id with their numbers, each with its bytes in its row. Empty where several statements cost nothing but their work.
     */
    INSERT_NEW_AT_ONCE(""),

    /** The same where some have their bytes apart. Empty where {@link #INSERT_NEW_AT_ONCE} is. */
    INSERT_NEW_APART(""),

    /**
     * submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload → seq. The same for a single job that carries
     * its bytes in its row. Empty where {@link #INSERT_NEW_AT_ONCE} is.
     */
    INSERT_NEW_ONE(""),

    /** The same with the bytes apart. */
    INSERT_NEW_ONE_APART(""),

    /**
     * submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, tags, unique key or NULL, its scope, held_until, arrays
     * of the names and the texts of the tags → seq; no row if the key was not free. A single job that carries its bytes in its row and waits for nothing.
     * Empty where {@link #INSERT_NEW_AT_ONCE} is.
     */
    INSERT_NEW_ONE_MARKED(""),

    /** seq, bytes: of those that a row does not carry. */
    INSERT_PAYLOAD("""
            INSERT INTO $.payload (seq, bytes)
            VALUES (?, ?)
            ON CONFLICT (seq) DO UPDATE SET bytes = EXCLUDED.bytes"""),

    /** Makes a caller's transaction one that writes before it reads. Empty where that is all the same. */
    TURN_TO_WRITING(""),

    /** Lets other processes know of new jobs when the caller's transaction commits. Empty where they notice by themselves or not at all. */
    ANNOUNCE(""),

    /** submission → seq, name. */
    OF_SUBMISSION("""
            SELECT seq, name
            FROM $.job
            WHERE submission = ?"""),

    /** seq → state. */
    STATE_OF_NUMBER("""
            SELECT state
            FROM $.job
            WHERE seq = ?"""),

    /** name → state. */
    STATE_OF_NAME("""
            SELECT state
            FROM $.job
            WHERE name = ?"""),

    /** started_at, finished_at; seq, token. The most frequent settlement, with the fewest parameters. */
    COMPLETE("""
            UPDATE $.job
            SET state = 'completed',
                attempts = attempts + 1,
                started_at = COALESCE(?, claimed_at),
                finished_at = ?,
                cancel_requested = 0
            WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing' AND followed IS NULL"""),

    /** The same for a job that others wait for. */
    COMPLETE_FOLLOWED("""
            UPDATE $.job
            SET state = 'completed',
                attempts = attempts + 1,
                started_at = COALESCE(?, claimed_at),
                finished_at = ?,
                cancel_requested = 0
            WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing'"""),

    /** started_at, finished_at; epoch, first and last number → all the jobs held under these tokens completed that nobody waits for. */
    COMPLETE_RUN("""
            UPDATE $.job
            SET state = 'completed',
                attempts = attempts + 1,
                started_at = COALESCE(?, claimed_at),
                finished_at = ?,
                cancel_requested = 0
            WHERE token_epoch = ? AND token_number BETWEEN ? AND ? AND state = 'processing' AND followed IS NULL"""),

    /** epoch, first and last number → seq of the jobs held under these tokens that others wait for. */
    FOLLOWED_OF_RUN("""
            SELECT seq
            FROM $.job
            WHERE token_epoch = ? AND token_number BETWEEN ? AND ? AND state = 'processing' AND followed IS NOT NULL"""),

    /** started_at, finished_at; epoch, first and last number → all the jobs held under these tokens completed. */
    COMPLETE_RUN_FOLLOWED("""
            UPDATE $.job
            SET state = 'completed',
                attempts = attempts + 1,
                started_at = COALESCE(?, claimed_at),
                finished_at = ?,
                cancel_requested = 0
            WHERE token_epoch = ? AND token_number BETWEEN ? AND ? AND state = 'processing'"""),

    /** how many, queue → so many jobs more are completed; no row changes where the queue has none that nobody holds. */
    TALLY("""
            UPDATE $.tally
            SET jobs = jobs + ?
            WHERE queue = ?"""),

    /** how many, queue → the same where it has none. */
    TALLY_ANEW("""
            INSERT INTO $.tally (jobs, queue)
            VALUES (?, ?)"""),

    /**
     * state, steps of the three counters, run_at, started_at, finished_at, error, factor of the cancel request; seq, token, 1 if the job may be one
     * that others wait for.
     */
    SETTLE("""
            UPDATE $.job
            SET state = ?,
                attempts = attempts + ?,
                losses = losses + ?,
                releases = releases + ?,
                run_at = ?,
                started_at = COALESCE(?, started_at),
                finished_at = ?,
                error = COALESCE(?, error),
                cancel_requested = cancel_requested * ?
            WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing' AND COALESCE(followed, 0) <= ?"""),

    /** started_at, ended_at, outcome, type, message, exit_code, detail; seq. */
    INSERT_ATTEMPT("""
            INSERT INTO $.attempt (seq, ordinal, token_epoch, token_number, started_at, ended_at, outcome, type, message, exit_code, detail)
            SELECT seq, claims, token_epoch, token_number, ?, ?, ?, ?, ?, ?, ?
            FROM $.job
            WHERE seq = ?"""),

    /** seq → token_epoch, token_number, state, followed. */
    TOKEN_OF("""
            SELECT token_epoch, token_number, state, followed
            FROM $.job
            WHERE seq = ?"""),

    /** at, stream, text; seq, token. */
    INSERT_LOG("""
            INSERT INTO $.log (seq, ordinal, at, stream, text)
            SELECT seq, claims, ?, ?, ?
            FROM $.job
            WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing'"""),

    /** process; seq, token. */
    NOTE_PROCESS("""
            UPDATE $.job
            SET process = ?
            WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing'"""),

    /** fraction, message, at; seq, token. The first word of its progress. */
    NOTE_PROGRESS("""
            INSERT INTO $.job_progress (seq, fraction, message, at)
            SELECT seq, ?, ?, ?
            FROM $.job
            WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing'"""),

    /** The same, in place of what was said before. */
    NOTE_PROGRESS_AGAIN("""
            UPDATE $.job_progress
            SET fraction = ?, message = ?, at = ?
            WHERE seq = (
                SELECT seq
                FROM $.job
                WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing')"""),

    /** bytes; seq, token. */
    NOTE_RESULT("""
            INSERT INTO $.job_result (seq, bytes)
            SELECT seq, ?
            FROM $.job
            WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing'"""),

    /** The same, in place of what an attempt before gave. */
    NOTE_RESULT_AGAIN("""
            UPDATE $.job_result
            SET bytes = ?
            WHERE seq = (
                SELECT seq
                FROM $.job
                WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing')"""),

    /** deadline; seq, token. */
    EXTEND("""
            UPDATE $.job
            SET deadline = ?
            WHERE seq = ? AND token_epoch = ? AND token_number = ? AND state = 'processing'"""),

    /** epoch → a row if the node is on the roster. */
    ON_ROSTER("""
            SELECT 1
            FROM $.node
            WHERE epoch = ? AND on_roster = 1"""),

    /** The same for a claim that was sent before: waits until that one has ended, wherever it got to. */
    ON_ROSTER_ALONE(ON_ROSTER.standard()),

    /** epoch, first number, number after the last → claims held under those tokens. */
    HELD(Columns.SELECT_CLAIM + """
            WHERE j.token_epoch = ? AND j.token_number >= ? AND j.token_number < ? AND j.state = 'processing'
            ORDER BY j.token_number"""),

    /**
     * queue, now, limit, epoch, first number, claimed_at → due jobs that were never lost, taken, highest priority first; after the columns of each, and
     * in a row of NULLs if there is none, when the next job comes due and whether the node is on the roster: none is taken if it is not.
     * Empty where the rows are selected and then taken one by one, which costs nothing but round trips.
     */
    CLAIM_DOWN(""),

    /** The same, lowest priority first. */
    CLAIM_UP(""),

    /** queue, now → when the next job comes due, or NULL. Empty where that is found priority by priority. */
    NEXT_DUE(""),

    /** queue, priority → the highest priority up to that one at which a job waits that was never lost. */
    PRIORITY_DOWN("""
            SELECT priority
            FROM $.job
            WHERE queue = ? AND priority <= ? AND state IN ('pending', 'failed') AND losses = 0
            ORDER BY priority DESC
            LIMIT 1"""),

    /** queue, priority → the lowest priority from that one on at which a job waits that was never lost. */
    PRIORITY_UP("""
            SELECT priority
            FROM $.job
            WHERE queue = ? AND priority >= ? AND state IN ('pending', 'failed') AND losses = 0
            ORDER BY priority
            LIMIT 1"""),

    /** queue, priority, now, limit, offset → due jobs of one priority that were never lost. */
    DUE(Columns.SELECT_DUE + """
            WHERE j.queue = ? AND j.priority = ? AND j.run_at <= ? AND j.state IN ('pending', 'failed') AND j.losses = 0
            ORDER BY j.run_at, j.seq
            LIMIT ? OFFSET ?"""),

    /** queue, priority, now → when the next job of one priority comes due that was never lost. */
    DUE_AFTER("""
            SELECT run_at
            FROM $.job
            WHERE queue = ? AND priority = ? AND run_at > ? AND state IN ('pending', 'failed') AND losses = 0
            ORDER BY run_at
            LIMIT 1"""),

    /** queue, now, limit, offset → due jobs that were lost before, highest priority first. There are few. */
    LOST_DUE_DOWN(Columns.SELECT_DUE + """
            WHERE j.queue = ? AND j.run_at <= ? AND j.state IN ('pending', 'failed') AND j.losses > 0
            ORDER BY j.priority DESC, j.run_at, j.seq
            LIMIT ? OFFSET ?"""),

    /** The same, lowest priority first. */
    LOST_DUE_UP(Columns.SELECT_DUE + """
            WHERE j.queue = ? AND j.run_at <= ? AND j.state IN ('pending', 'failed') AND j.losses > 0
            ORDER BY j.priority, j.run_at, j.seq
            LIMIT ? OFFSET ?"""),

    /** queue, now → when the next job comes due that was lost before. */
    LOST_DUE_AFTER("""
            SELECT MIN(run_at)
            FROM $.job
            WHERE queue = ? AND run_at > ? AND state IN ('pending', 'failed') AND losses > 0
            HAVING MIN(run_at) IS NOT NULL"""),

    /** number → a job that was taken a moment ago waits again, as if nothing had been. */
    PUT_BACK("""
            UPDATE $.job
            SET state = CASE WHEN attempts + losses > 0 THEN 'failed' ELSE 'pending' END,
                claims = claims - 1,
                token_epoch = NULL,
                token_number = NULL
            WHERE seq = ? AND state = 'processing'"""),

    /** epoch, what the numbers of the tokens exceed the numbers of their jobs by, claimed_at; first and last seq → all of them, nobody took one. */
    TAKE_RUN("""
            UPDATE $.job
            SET state = 'processing',
                claims = claims + 1,
                token_epoch = ?,
                token_number = seq + ?,
                claimed_at = ?,
                process = NULL,
                deadline = NULL
            WHERE seq BETWEEN ? AND ? AND state IN ('pending', 'failed')"""),

    /** token, claimed_at; seq. */
    TAKE("""
            UPDATE $.job
            SET state = 'processing',
                claims = claims + 1,
                token_epoch = ?,
                token_number = ?,
                claimed_at = ?,
                process = NULL,
                deadline = NULL
            WHERE seq = ? AND state IN ('pending', 'failed')""");

    private final String standard;

    ExchangeSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
