package io.queuectl.store.sql;

import io.queuectl.api.Payload;

/** The columns of a job in the order in which {@link JobRows} reads them. */
public final class Columns {

    /** What a claim is read from, as far as {@code job j LEFT JOIN payload p}. */
    public static final String CLAIM = "SELECT " + claim("p");

    static final String FROM = """

            FROM $.job j
            LEFT JOIN $.payload p ON p.seq = j.seq
            """;

    /** The same with where from. */
    public static final String SELECT_CLAIM = CLAIM + FROM;

    /**
     * What a due job is read from, as far as {@code job j LEFT JOIN payload p}: last whether all that a new job leaves at its default is so, and need
     * not be read.
     */
    public static final String DUE = CLAIM + """
            ,
                CASE WHEN j.name IS NULL AND j.max_attempts IS NULL AND j.backoff IS NULL AND j.timeout_ms IS NULL
                    AND j.attempts = 0 AND j.losses = 0 AND j.releases = 0 AND j.cancel_requested = 0 AND j.claims = 0
                    AND j.token_epoch IS NULL AND j.token_number IS NULL THEN 1 END AS plain""";

    /** The same with where from. */
    public static final String SELECT_DUE = DUE + FROM;

    /** What a job is shown from, with where from. */
    public static final String SELECT_VIEW = CLAIM + ", j.state, j.started_at, j.finished_at, j.error" + FROM;

    /** From here on a number could also be the name of another job. */
    public static final long FIRST_AMBIGUOUS = JobKey.AMBIGUOUS;

    private Columns() {}

    /** The columns of a claim, the bytes from that relation. */
    public static String claim(String payload) {
        return """
                j.seq, j.name, j.kind, j.queue, j.priority,
                CASE WHEN OCTET_LENGTH(%1$s.bytes) <= %2$d THEN %1$s.bytes END AS bytes,
                j.max_attempts, j.backoff, j.timeout_ms, j.attempts, j.losses, j.releases,
                j.created_at, j.run_at, j.cancel_requested, j.claims,
                j.token_epoch, j.token_number, j.claimed_at, j.process""".formatted(payload, Payload.MAX_BYTES);
    }
}
