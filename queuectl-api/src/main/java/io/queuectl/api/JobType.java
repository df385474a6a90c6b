package io.queuectl.api;

import java.util.regex.Pattern;

/**
 * A kind of job and the codec of its payload: what the one who enqueues and the one who handles agree on.
 *
 * <p>The kind is a name chosen by the application and stored with the job, never a class name: 1 to 128 letters, digits,
 * {@code . _ -}, starting with a letter or digit. Keep one constant per kind.
 */
public record JobType<T>(String kind, PayloadCodec<T> codec) {

    /** What a kind looks like, as error messages show it. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    /** @throws IllegalArgumentException if the kind does not match {@link #PATTERN}, or there is no codec */
    public JobType {
        requireKind(kind);
        Names.requireGiven("codec of kind " + kind, codec);
    }

    public static <T> JobType<T> of(String kind, PayloadCodec<T> codec) {
        return new JobType<>(kind, codec);
    }

    /** A kind whose payload is text. */
    public static JobType<String> text(String kind) {
        return of(kind, PayloadCodec.text());
    }

    /** A kind whose payload is bytes. */
    public static JobType<byte[]> bytes(String kind) {
        return of(kind, PayloadCodec.bytes());
    }

    /** A request for one job of this kind; refine it and hand it to {@link JobQueue#enqueue}. */
    public JobRequest of(T payload) {
        return JobRequest.of(kind, codec.encode(payload));
    }

    static void requireKind(String kind) {
        Names.require(SHAPE, kind, "job kind", PATTERN);
    }
}
