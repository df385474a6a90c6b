package io.queuectl.store.sql;

import io.queuectl.api.Payload;

/** The columns of a job in the order in which {@link JobRows} reads them. */
public final class Columns {

    /** The columns of a claim, of {@code job j}. The bytes are {@code NULL} where they are missing or too many. */
    public static final String OF_CLAIM = """
            j.seq, j.name, j.kind, j.queue, j.priority,
            CASE
                WHEN j.payload IS NULL
                    THEN (SELECT CASE WHEN OCTET_LENGTH(p.bytes) <= %1$d THEN p.bytes END FROM $.payload p WHERE p.seq = j.seq)
                WHEN OCTET_LENGTH(j.payload) <= %1$d THEN j.payload
            END AS bytes,
            j.max_attempts, j.backoff, j.timeout_ms, j.attempts, j.losses, j.releases,
            j.created_at, j.run_at, j.cancel_requested, j.claims,
            j.token_epoch, j.token_number, j.claimed_at, j.process, j.tags""".formatted(Payload.MAX_BYTES);

    /** What a claim is read from, as far as {@code job j}. */
    public static final String CLAIM = "SELECT " + OF_CLAIM;

    /** The most bytes that a job carries in its row. */
    public static final int MOST_IN_ROW = Payloads.IN_ROW;

    static final String FROM = """

            FROM $.job j
            """;

    /** The same with where from. */
    public static final String SELECT_CLAIM = CLAIM + FROM;

    /**
     * What a due job is read from, as far as {@code job j}: last whether all that a new job leaves at its default is so, and need
     * not be read.
     */
    public static final String DUE = CLAIM + """
            ,
                CASE WHEN j.name IS NULL AND j.max_attempts IS NULL AND j.backoff IS NULL AND j.timeout_ms IS NULL
                    AND j.attempts = 0 AND j.losses = 0 AND j.releases = 0 AND j.cancel_requested = 0 AND j.claims = 0
                    AND j.token_epoch IS NULL AND j.token_number IS NULL AND j.tags IS NULL THEN 1 END AS plain""";

    /** The same with where from. */
    public static final String SELECT_DUE = DUE + FROM;

    /** What a job is shown from, with where from. */
    public static final String SELECT_VIEW = CLAIM + ", j.state, j.started_at, j.finished_at, j.error" + FROM;

    /** What is set for a queue, with where from. */
    public static final String SELECT_QUEUE = """
            SELECT name, paused, draining, max_running, permits, period_ms, burst, level, level_at, max_waiting, places
            FROM $.queue
            """;

    /** From here on a number could also be the name of another job. */
    public static final long FIRST_AMBIGUOUS = JobKey.AMBIGUOUS;

    private Columns() {}
}
