package io.queuectl.cli.shell;

import io.queuectl.api.LogLine.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The two output pipes of one process, read without ever waiting for them: whoever holds the other end, be it a background
 * child that lives on, cannot hold up the reader. Not thread-safe.
 */
final class Output {

    private static final int CHUNK = 64 * 1024;

    private final InputStream stdout;
    private final InputStream stderr;
    private final AttemptLog log;
    private final InstantSource clock;
    private final LineSplitter out = new LineSplitter(text -> line(Stream.OUT, text));
    private final LineSplitter err = new LineSplitter(text -> line(Stream.ERR, text));

    /** Made when there is something to read. */
    private byte @Nullable [] chunk;

    private Instant now = Instant.EPOCH;
    private @Nullable String lastError;

    Output(Process process, AttemptLog log, InstantSource clock) {
        stdout = process.getInputStream();
        stderr = process.getErrorStream();
        this.log = log;
        this.clock = clock;
    }

    /**
     * Reads what is there.
     *
     * @return whether there was anything
     */
    boolean pump() {
        boolean fromOut = pump(stdout, out);
        boolean fromErr = pump(stderr, err);
        log.flushIfDue();
        return fromOut || fromErr;
    }

    /** Whether anything was ever read. */
    boolean saidSomething() {
        return chunk != null;
    }

    /** Takes what stands without a line end, and writes all that is left to the log. */
    void finish() {
        out.finish();
        err.finish();
        log.finish();
    }

    /** The last line of the error stream that is not blank. */
    @Nullable
    String lastError() {
        return lastError;
    }

    private boolean pump(InputStream pipe, LineSplitter lines) {
        try {
            int available = pipe.available();
            if (available == 0) {
                return false;
            }
            if (chunk == null) {
                chunk = new byte[CHUNK];
            }
            int count = pipe.read(chunk, 0, Math.min(available, CHUNK));
            if (count <= 0) {
                return false;
            }
            now = clock.instant();
            lines.take(chunk, count);
            return true;
        } catch (IOException e) {
            return false; // closed: nothing more will come
        }
    }

    private void line(Stream stream, String text) {
        if (stream == Stream.ERR && !text.isBlank()) {
            lastError = text;
        }
        log.add(now, stream, text);
    }
}
