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

    /** What a job is shown from, with where from. */
    public static final String SELECT_VIEW = CLAIM + ", j.state, j.started_at, j.finished_at, j.error" + FROM;

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
