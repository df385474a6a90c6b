package io.queuectl.simulation.kernel;

/** Ends a simulated thread whose world is over. */
final class Unwound extends Error {

    private static final long serialVersionUID = 1L;

    Unwound() {
        super("the simulated world is over", null, false, false);
    }
}
