package io.queuectl.core.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one place of this node for a quarantined job, one that was lost before: at most one is here at a time, so that a job that kills its process takes no
 * innocent neighbour with it twice. Guarded by the claim desk, but for {@link #release}.
 */
final class Quarantine {

    private static final long TURN_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicBoolean taken = new AtomicBoolean();

    /** The queues that may hold such a job and could not ask for it, because another did. */
    private final Set<QueueWatch> denied = new HashSet<>();

    /** The same for queues that were asked together with another of their pool: one of them comes at a time. */
    private final Set<QueueWatch> deniedBesides = new LinkedHashSet<>();

    private long askedNanos;

    /**
     * Whether that queue may be asked for such a job now: when a slot is free at once; once a second even when none is, or a busy node would never run one.
     *
     * @param first of the queues of its pool that are asked in this exchange
     */
    boolean reserve(QueueWatch watch, boolean first, boolean slotIsFree, long nowNanos) {
        if (!slotIsFree && nowNanos - askedNanos < TURN_NANOS) {
            return false;
        }
        if (!taken.compareAndSet(false, true)) {
            if (first) {
                denied.add(watch);
            } else if (nowNanos - watch.quarantineAskedNanos() >= TURN_NANOS) {
                deniedBesides.add(watch);
            }
            return false;
        }
        askedNanos = nowNanos;
        watch.quarantineAsked(nowNanos);
        deniedBesides.remove(watch);
        return true;
    }

    /** The reservation brought no job: those who were denied it may ask now. */
    void drop() {
        release();
        denied.forEach(QueueWatch::hint);
        Iterator<QueueWatch> besides = deniedBesides.iterator();
        if (denied.isEmpty() && besides.hasNext()) {
            besides.next().hint();
            besides.remove();
        }
        denied.clear();
    }

    /** The job that was here is gone. */
    void release() {
        taken.set(false);
    }
}
