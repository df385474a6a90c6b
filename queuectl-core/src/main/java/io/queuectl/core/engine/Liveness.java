package io.queuectl.core.engine;

import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether nodes live, as one observer finds out by looking at them again and again.
 *
 * <p>A node is dead when its process is gone from this host; when the store's own clock says that it was silent for its lease; or when this
 * observer saw its beat unchanged for its lease on its own monotonic clock. Wall clocks are never compared, so a clock that jumps kills nobody.
 * Used by one thread.
 */
public final class Liveness {

    private final LocalProcesses processes;
    private final Ticker ticker;
    private final Map<Long, Sighting> sightings = new HashMap<>();

    /** The beat a node had, since when this observer has seen no other, and whether it ever saw another. */
    private record Sighting(long beat, long sinceNanos, boolean hasMoved) {}

    /** What is known of a node. */
    public enum Sign {
        /** It has beaten since it was first seen, or its process runs on this host. */
        ALIVE,
        DEAD,
        /** A lease has not gone by since its beat was first seen. */
        UNKNOWN
    }

    public Liveness(LocalProcesses processes, Ticker ticker) {
        this.processes = processes;
        this.ticker = ticker;
    }

    /** Forgets the nodes that are not among these. */
    public void retain(List<NodeView> roster) {
        sightings
                .keySet()
                .retainAll(roster.stream().map(node -> node.info().epoch()).toList());
    }

    /** Looks at a node. */
    public Sign of(NodeView node) {
        if (processes.isGone(node.info().host())) {
            return Sign.DEAD;
        }
        Duration lease = node.info().lease();
        Duration silence = node.silence();
        long now = ticker.nanos();
        Sighting sighting = sightings.merge(
                node.info().epoch(),
                new Sighting(node.beat(), now, false),
                (known, seen) ->
                        known.beat() == seen.beat() ? known : new Sighting(seen.beat(), seen.sinceNanos(), true));
        boolean dead = silence == null ? now - sighting.sinceNanos() >= lease.toNanos() : silence.compareTo(lease) > 0;
        if (dead) {
            return Sign.DEAD;
        }
        boolean here = processes.self().sharesHostWith(node.info().host());
        return here || sighting.hasMoved() ? Sign.ALIVE : Sign.UNKNOWN;
    }
}
