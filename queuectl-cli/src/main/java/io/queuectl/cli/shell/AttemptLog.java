package io.queuectl.cli.shell;

import io.queuectl.api.LogLine;
import io.queuectl.api.LogLine.Stream;
import io.queuectl.core.spi.AttemptContext;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The output of one attempt in bounded size: the first {@value #HEAD} bytes go to the log as they come, the last
 * {@value #TAIL} when the attempt ends, and between them one line says how much was cut. Every line counts
 * {@value #LINE} bytes more than its text, so that a flood of empty lines is bounded as well. Not thread-safe.
 */
final class AttemptLog {

    static final int HEAD = 512 * 1024;
    static final int TAIL = 512 * 1024;
    static final int LINE = 32;

    private static final int BATCH_BYTES = 32 * 1024;
    private static final long BATCH_NANOS = 200_000_000;

    private final AttemptContext context;

    private List<LogLine> batch = new ArrayList<>();
    private int batchBytes;
    private long batchSince;

    private int headLeft = HEAD;
    private final Deque<LogLine> tail = new ArrayDeque<>();
    private int tailBytes;
    private long cutLines;
    private long cutBytes;

    AttemptLog(AttemptContext context) {
        this.context = context;
    }

    void add(Instant at, Stream stream, String text) {
        LogLine line = new LogLine(at, stream, text);
        int bytes = size(line) + LINE;
        if (tail.isEmpty() && bytes <= headLeft) {
            headLeft -= bytes;
            append(line, bytes);
            return;
        }
        headLeft = 0;
        tail.add(line);
        tailBytes += bytes;
        while (tailBytes > TAIL) {
            LogLine first = tail.remove();
            tailBytes -= size(first) + LINE;
            cutLines++;
            cutBytes += size(first);
        }
    }

    /** Writes what has waited long enough or is much. */
    void flushIfDue() {
        if (!batch.isEmpty() && (batchBytes >= BATCH_BYTES || System.nanoTime() - batchSince >= BATCH_NANOS)) {
            flush();
        }
    }

    /** Writes all that is left. */
    void finish() {
        LogLine next = tail.peek();
        if (cutLines > 0 && next != null) {
            String text = String.format(Locale.ROOT, "… %,d bytes in %,d lines cut here …", cutBytes, cutLines);
            append(new LogLine(next.at(), Stream.LOG, text), LINE);
        }
        batch.addAll(tail);
        tail.clear();
        if (!batch.isEmpty()) {
            flush();
        }
    }

    private void append(LogLine line, int bytes) {
        if (batch.isEmpty()) {
            batchSince = System.nanoTime();
        }
        batch.add(line);
        batchBytes += bytes;
    }

    private void flush() {
        List<LogLine> full = batch;
        batch = new ArrayList<>();
        batchBytes = 0;
        context.log(full);
    }

    /** The bytes of the text in UTF-8, without encoding it. */
    private static int size(LogLine line) {
        String text = line.text();
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return bytes;
    }
}
