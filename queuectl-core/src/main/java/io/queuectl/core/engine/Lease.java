package io.queuectl.core.engine;

/**
 * The node's hold on everything it claimed: its epoch, and until when by its own monotonic clock it trusts it. Held, extended and released by
 * the node keeper alone; read by anybody.
 *
 * <p>An epoch that anybody saw lapse is never trusted again, even if its renewal arrives a moment later: an attempt may have been stopped for
 * it by then, and its outcome dropped.
 */
final class Lease {

    /** One immutable reading of the lease; epoch 0 while the node is off the roster. */
    private record Hold(long epoch, long trustedUntilNanos, boolean lapsed) {}

    private static final Hold NONE = new Hold(0, 0, true);

    private final Seams seams;

    /** Written under this. */
    private volatile Hold hold = NONE;

    Lease(Seams seams) {
        this.seams = seams;
    }

    /** The epoch on the roster, trusted or not, or 0. */
    long epoch() {
        return hold.epoch();
    }

    /** The epoch that others are still bound to think alive: renewed, counted from before it asked, less than the trusted part of a lease ago; else 0. */
    long trustedEpoch() {
        Hold held = hold;
        while (!held.lapsed()) {
            if (isWithin(held)) {
                return held.epoch();
            }
            held = lapse(held);
        }
        return 0;
    }

    boolean isTrusted() {
        return trustedEpoch() != 0;
    }

    /** Whether a claim of that epoch is still this node's to run. */
    boolean covers(long epoch) {
        return trustedEpoch() == epoch;
    }

    /** Takes up a new epoch. */
    synchronized void hold(long epoch, long trustedUntilNanos) {
        hold = new Hold(epoch, trustedUntilNanos, false);
    }

    /** Trusts the epoch longer. Answers {@code false}, and changes nothing, if it has lapsed or was given up. */
    synchronized boolean extend(long epoch, long trustedUntilNanos) {
        Hold held = hold;
        if (held.epoch() != epoch || held.lapsed() || !isWithin(held)) {
            return false;
        }
        hold = new Hold(epoch, trustedUntilNanos, false);
        return true;
    }

    synchronized void release() {
        hold = NONE;
    }

    /** The store says that an epoch is not on the roster: it is not trusted from here on. */
    synchronized void denied(long epoch) {
        if (hold.epoch() == epoch) {
            hold = new Hold(epoch, hold.trustedUntilNanos(), true);
        }
    }

    /** Notes for ever that this reading has lapsed, unless another one has replaced it. Answers the reading that counts now. */
    private synchronized Hold lapse(Hold held) {
        if (hold.equals(held)) {
            hold = new Hold(held.epoch(), held.trustedUntilNanos(), true);
        }
        return hold;
    }

    private boolean isWithin(Hold held) {
        return held.trustedUntilNanos() - seams.ticker().nanos() > 0;
    }
}
