package io.queuectl.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an eye on the write-ahead log, which cannot be cut back while anybody's reading transaction needs it: tells when it has become large,
 * and again whenever it has doubled. Used by one thread.
 */
final class LogSize {

    private static final Logger LOG = LoggerFactory.getLogger(LogSize.class);

    /** Four times what the log is cut back to. */
    private static final long LARGE_BYTES = 256L << 20;

    private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final Path log;
    private final long large;
    private long tellAt;
    private long lookedNanos;

    LogSize(Path database) {
        this(database, LARGE_BYTES);
    }

    LogSize(Path database, long large) {
        this.log = database.resolveSibling(database.getFileName() + "-wal");
        this.large = large;
        this.tellAt = large;
        this.lookedNanos = System.nanoTime() - EVERY_NANOS;
    }

    /** Looks, unless it looked a moment ago; answers whether it told. */
    boolean look() {
        long now = System.nanoTime();
        if (now - lookedNanos < EVERY_NANOS) {
            return false;
        }
        lookedNanos = now;
        return tell(bytes());
    }

    private boolean tell(long bytes) {
        if (bytes < tellAt) {
            tellAt = bytes < large ? large : tellAt;
            return false;
        }
        tellAt = 2 * bytes;
        LOG.warn(
                "store=\"{}\" event=log_large mebibytes={} remedy=\"somebody keeps a reading transaction open: end it, and the log is cut back\"",
                log,
                bytes >> 20);
        return true;
    }

    private long bytes() {
        try {
            return Files.size(log);
        } catch (IOException gone) {
            return 0;
        }
    }
}
