package io.queuectl.benchmarks.contender;

import java.util.Locale;

/** What can be set higher or lower. */
public enum Axis {
    /** Jobs that run at once. */
    WORKERS,
    /** Jobs that are taken at once. */
    BATCH,
    /** Connections. */
    POOL;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
