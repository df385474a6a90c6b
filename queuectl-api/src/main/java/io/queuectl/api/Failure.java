package io.queuectl.api;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt did not complete: safe to store and to show.
 *
 * @param type what went wrong in one word or class name: {@code exit}, {@code timeout}, {@code java.io.IOException}; at most 200 characters
 * @param message one line for people, at most {@value #MAX_MESSAGE} characters
 * @param exitCode of a process, or {@code null}
 * @param detail a stack trace or the like, at most {@value #MAX_DETAIL} characters, or {@code null}
 */
public record Failure(
        String type,
        String message,
        @Nullable Integer exitCode,
        @Nullable String detail) {

    public static final int MAX_MESSAGE = 1_000;
    public static final int MAX_DETAIL = 8_000;

    /** Cuts what is too long, a long error is no reason to lose it; and writes U+FFFD for NUL, which not every database can hold. */
    public Failure {
        type = Names.line(type, 200);
        message = Names.line(message, MAX_MESSAGE);
        detail = detail == null ? null : Names.line(detail, MAX_DETAIL);
    }

    public static Failure of(String type, String message) {
        return new Failure(type, message, null, null);
    }
}
