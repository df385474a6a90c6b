package io.queuectl.simulation.kernel;

/** One simulated process: its threads stop and die together, and read the same two clocks. Confined to its world. */
public final class Host {

    private final Kernel kernel;
    private final String name;

    /** What its monotonic clock said when the world began. */
    private final long bootNanos;

    private long skewMillis;
    private long pausedUntil;
    private boolean crashed;

    Host(Kernel kernel, String name, long bootNanos) {
        this.kernel = kernel;
        this.name = name;
        this.bootNanos = bootNanos;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its monotonic clock: never jumps, goes on while the process is stopped. */
    public long nanos() {
        return bootNanos + kernel.nanos();
    }

    /** Its wall clock, in milliseconds since 1970. */
    public long millis() {
        return kernel.millis() + skewMillis;
    }

    /** By how much its wall clock is ahead. */
    public long skewMillis() {
        return skewMillis;
    }

    /** Sets its wall clock so far ahead of the true time, or behind. */
    public void skew(long millis) {
        skewMillis = millis;
    }

    /** Stops all its threads for that long, as SIGSTOP does. */
    public void pause(long nanos) {
        pausedUntil = kernel.nanos() + nanos;
    }

    /** Whether it is stopped at present. */
    public boolean isPaused() {
        return pausedUntil > kernel.nanos();
    }

    /** None of its threads goes on, from wherever it was, as after SIGKILL. */
    public void crash() {
        crashed = true;
    }

    /** Whether it was killed. */
    public boolean isCrashed() {
        return crashed;
    }

    long pausedUntil() {
        return pausedUntil;
    }
}
