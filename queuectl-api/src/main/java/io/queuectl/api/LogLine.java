package io.queuectl.api;

import java.time.Instant;

/**
 * One line an attempt wrote.
 *
 * @param at when it was written, by the clock of the node that ran the attempt
 * @param stream who wrote it
 * @param text without its line end; raw: may hold control characters, but U+FFFD for NUL, which not every database can hold
 */
public record LogLine(Instant at, Stream stream, String text) {

    /** The longest line kept; what is longer is cut. */
    public static final int MAX_TEXT = 16_384;

    public LogLine {
        text = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        text = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    }

    /** Where a line came from. */
    public enum Stream {
        OUT,
        ERR,
        /** {@link JobContext#log}, or queuectl itself. */
        LOG
    }
}
