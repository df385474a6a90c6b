package io.queuectl.core.spi;

import java.time.Instant;
import java.util.List;

/**
 * The roster of nodes. A node is one engine in one process; everything it claimed is held under its single lease, which it
 * renews by counting up its beat.
 *
 * <p>A node that left or was declared dead is off the roster; its name may be kept for the history of the jobs it ran.
 *
 * <p>Guarantees tried by {@code NodeContract}.
 */
public interface NodeStore {

    /** Puts a node on the roster with beat 0. */
    void join(NodeInfo node, Instant now);

    /** Counts the node's beat up and answers what is asked of it. A node that is not on the roster stays off it and is told so. */
    NodeSignals renew(long epoch, Instant now);

    /** What is asked of the node, without renewing. */
    NodeSignals signals(long epoch);

    /** Every node on the roster, by the time of joining. */
    List<NodeView> roster();

    /** Asks a node to stop. Answers whether it is on the roster. Asking for {@link StopMode#NOW} overrides {@link StopMode#DRAIN}, never the other way round. */
    boolean requestStop(long epoch, StopMode mode);

    /**
     * Takes a node off the roster if its beat is still the one that was seen: from then on it can neither renew nor claim.
     * Answers {@code false}, and changes nothing, if it has beaten since or is gone.
     */
    boolean declareDead(long epoch, long seenBeat);

    /** Takes the node itself off the roster, in good order. Idempotent. */
    void leave(long epoch);

    /**
     * Jobs that are processing under an epoch that is not on the roster, oldest claim first, at most that many: what a dead
     * node left behind. They stay as they are until somebody settles them under their tokens.
     */
    List<Claim> orphans(int limit);

    /** Jobs that are processing under that epoch, whether it is on the roster or not, oldest claim first, at most that many. */
    List<Claim> heldBy(long epoch, int limit);
}
