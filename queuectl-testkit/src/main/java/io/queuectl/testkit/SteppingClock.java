package io.queuectl.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A wall clock that stands still until a test moves it, forwards or back. Thread-safe. */
public final class SteppingClock implements InstantSource {

    /** What it shows at first, unless told otherwise. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Guarded by this. */
    private Instant now;

    public SteppingClock() {
        this(START);
    }

    public SteppingClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves the clock on, or back if the step is negative, and answers what it shows then. */
    public synchronized Instant step(Duration step) {
        now = now.plus(step);
        return now;
    }

    public synchronized void set(Instant instant) {
        now = instant;
    }
}
