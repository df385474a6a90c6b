package io.queuectl.cli.shell;

import io.queuectl.api.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts one stream of bytes into lines of text, UTF-8 with U+FFFD for what is not. A line longer than
 * {@link LogLine#MAX_TEXT} keeps its beginning and says how many bytes are cut. Not thread-safe.
 */
final class LineSplitter {

    /** No character has more bytes. */
    private static final int MAX_BYTES = 4 * LogLine.MAX_TEXT;

    /** Room for the mark behind a cut line. */
    private static final int MARK = 64;

    private final Consumer<String> lines;

    private byte[] line = new byte[256];
    private int length;
    private long skipped;

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Takes the next bytes of the stream. */
    void take(byte[] bytes, int count) {
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (bytes[at] == '\n') {
                append(bytes, from, at - from);
                emit();
                from = at + 1;
            }
        }
        append(bytes, from, count - from);
    }

    /** The stream has ended: what stands without a line end is a line too. */
    void finish() {
        if (length > 0 || skipped > 0) {
            emit();
        }
    }

    private void append(byte[] bytes, int from, int count) {
        int kept = Math.min(count, MAX_BYTES - length);
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.min(MAX_BYTES, Math.max(length + kept, 2 * line.length)));
        }
        System.arraycopy(bytes, from, line, length, kept);
        length += kept;
        skipped += count - kept;
    }

    private void emit() {
        if (skipped == 0 && length > 0 && line[length - 1] == '\r') {
            length--;
        }
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        lines.accept(skipped == 0 && text.length() <= LogLine.MAX_TEXT ? text : cut(text));
        length = 0;
        skipped = 0;
    }

    private String cut(String text) {
        int end = LogLine.MAX_TEXT - MARK;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String kept = text.substring(0, end);
        long rest = length + skipped - kept.getBytes(StandardCharsets.UTF_8).length;
        return kept + "… [" + rest + " bytes cut]";
    }
}
