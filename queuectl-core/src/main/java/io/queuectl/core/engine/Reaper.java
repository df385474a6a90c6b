package io.queuectl.core.engine;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.NodeView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds dead nodes, by {@link Liveness}, and turns what they held into lost outcomes, which go through {@link Verdict} like any other.
 * Confined to its loop.
 */
final class Reaper implements Loop.Round {

    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int ORPHANS = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

    private final NodeStore nodes;
    private final Lease lease;
    private final Handlers handlers;
    private final Attempts attempts;
    private final Liveness liveness;
    private final Map<Long, String> names = new Names();

    /** Orphans whose settlement is on its way, or was refused for good: not to be handed over again. */
    private final Set<Token> handed = ConcurrentHashMap.newKeySet();

    /** How many nodes were on the roster at the last look. Written by the loop. */
    private volatile int nodesSeen;

    /** The names of the nodes seen last, by epoch. */
    private static final class Names extends LinkedHashMap<Long, String> {

        private static final long serialVersionUID = 1L;
        private static final int MOST = 1_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MOST;
        }
    }

    Reaper(Engine.Parts parts) {
        this.nodes = parts.store().nodes();
        this.lease = parts.lease();
        this.handlers = parts.handlers();
        this.attempts = parts.attempts();
        this.liveness = new Liveness(parts.seams().processes(), parts.seams().ticker());
    }

    /** How many nodes there are, this one included, as of the last look: a second ago, or 0 before the first. */
    int nodesSeen() {
        return nodesSeen;
    }

    @Override
    public Duration run() {
        declareDead();
        settleOrphans();
        return SWEEP;
    }

    private void declareDead() {
        List<NodeView> roster = nodes.roster();
        nodesSeen = roster.size();
        liveness.retain(roster);
        for (NodeView node : roster) {
            long epoch = node.info().epoch();
            names.put(epoch, node.info().name());
            if (epoch != lease.epoch()
                    && liveness.of(node) == Liveness.Sign.DEAD
                    && nodes.declareDead(epoch, node.beat())) {
                LOG.warn(
                        "event=node_declared_dead node={} epoch={} beat={}",
                        node.info().name(),
                        Token.epochText(epoch),
                        node.beat());
            }
        }
    }

    private void settleOrphans() {
        // Asks for more by as many as are no news, so that those that cannot be settled do not hide the others.
        for (Claim claim : nodes.orphans(ORPHANS + handed.size())) {
            if (handed.add(claim.token())) {
                endOrphan(claim);
                long epoch = claim.token().epoch();
                String node = names.getOrDefault(epoch, "node " + Token.epochText(epoch));
                LOG.warn("event=job_lost jobId={} token={} node={}", claim.id(), claim.token(), node);
                attempts.settleLost(claim, node, ended -> {
                    if (ended == Attempts.Ended.ANSWERED) {
                        handed.remove(claim.token());
                    }
                });
            }
        }
    }

    private void endOrphan(Claim claim) {
        try {
            handlers.executor(claim).endOrphan(claim);
        } catch (RuntimeException broken) {
            LOG.error("event=orphan_not_ended jobId={} token={}", claim.id(), claim.token(), broken);
        }
    }
}
