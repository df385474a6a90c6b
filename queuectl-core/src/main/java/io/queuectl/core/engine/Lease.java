package io.queuectl.core.engine;

/**
 * The node's hold on everything it claimed: its epoch, and until when by its own monotonic clock it trusts it. Written by the node
 * keeper alone; read by anybody.
 */
final class Lease {

    /** One immutable reading of the lease; epoch 0 while the node is off the roster. */
    private record Hold(long epoch, long trustedUntilNanos) {}

    private static final Hold NONE = new Hold(0, 0);

    private final Seams seams;
    private volatile Hold hold = NONE;

    Lease(Seams seams) {
        this.seams = seams;
    }

    /** The epoch on the roster, or 0. */
    long epoch() {
        return hold.epoch();
    }

    /** Whether others are still bound to think this node alive: it renewed, counted from before it asked, less than the trusted part of a lease ago. */
    boolean isTrusted() {
        Hold held = hold;
        return held.epoch() != 0 && held.trustedUntilNanos() - seams.ticker().nanos() > 0;
    }

    /** Whether a claim of that epoch is still this node's to run. */
    boolean covers(long epoch) {
        return epoch == hold.epoch() && isTrusted();
    }

    void hold(long epoch, long trustedUntilNanos) {
        hold = new Hold(epoch, trustedUntilNanos);
    }

    void release() {
        hold = NONE;
    }
}
