package io.queuectl.core.spi;

/** How a node is asked to stop. */
public enum StopMode {
    /** Claim no more, finish what runs, leave. */
    DRAIN,
    /** Claim no more, stop what runs and give it back, leave. */
    NOW
}
