package io.queuectl.core.engine;

import io.queuectl.api.StoreException;
import io.queuectl.api.Token;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.NodeSignals;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.StopMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node on the roster: joins, renews the one lease that everything it claimed is held under, hears what is asked of the node, and
 * gives the lease up when it could not be renewed in time or others declared the node dead. Confined to its loop, but for start and end.
 */
final class NodeKeeper implements Loop.Round {

    /** How soon a wish from another process is heard that no wake-up told of. */
    private static final Duration LISTEN = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(NodeKeeper.class);

    private final NodeStore nodes;
    private final Lease lease;
    private final EngineConfig config;
    private final Seams seams;
    private final StoreRetry retry;
    private final List<Pool> pools;
    private final ClaimDesk desk;
    private final QueueBook book;
    private final Attempts attempts;
    private final Consumer<StopMode> stopAsked;
    private long renewedNanos;

    /** An epoch that may still be on the roster and must not be, or 0. */
    private long abandoned;

    NodeKeeper(Engine.Parts parts, Consumer<StopMode> stopAsked) {
        this.nodes = parts.store().nodes();
        this.lease = parts.lease();
        this.config = parts.config();
        this.seams = parts.seams();
        this.retry = parts.retry();
        this.pools = parts.pools();
        this.desk = parts.desk();
        this.book = parts.book();
        this.attempts = parts.attempts();
        this.stopAsked = stopAsked;
    }

    @Override
    public Duration run() {
        if (lease.epoch() == 0) {
            join();
            // Whatever was asked for under the old epoch has to be asked for again.
            desk.hintAll();
        } else if (!lease.isTrusted()) {
            lose("it could not be renewed in time");
            return Duration.ZERO;
        } else {
            heed(isBeatDue() ? renew() : nodes.signals(lease.epoch()));
            if (lease.epoch() == 0) {
                return Duration.ZERO;
            }
        }
        lookAtQueues();
        Duration beat = config.beatInterval();
        return beat.compareTo(LISTEN) < 0 ? beat : LISTEN;
    }

    /** A look that fails must not cost the lease: the next round looks again. */
    private void lookAtQueues() {
        try {
            if (book.read()) {
                LOG.info("event=queue_settings_changed node={}", config.name());
                desk.settingsChanged();
            }
        } catch (StoreException failed) {
            LOG.warn("event=queue_settings_unread node={} reason=\"{}\"", config.name(), failed.getMessage());
        }
    }

    /** Puts the node on the roster under a new epoch; one that may be there from a try whose answer was lost is taken off first. */
    void join() {
        retry.call(tries -> {
            tryToJoin();
            return tries;
        });
    }

    private void tryToJoin() {
        leaveAbandoned();
        long epoch = seams.random().nextLong(1, Long.MAX_VALUE);
        long before = seams.ticker().nanos();
        int slots = pools.stream().mapToInt(Pool::slots).sum();
        NodeInfo info = new NodeInfo(epoch, config.name(), seams.processes().self(), config.lease(), slots, queues());
        abandoned = epoch;
        nodes.join(info, seams.now());
        abandoned = 0;
        renewedNanos = before;
        lease.hold(epoch, before + config.trust().toNanos());
        LOG.info("event=node_joined node={} epoch={} slots={}", config.name(), Token.epochText(epoch), slots);
    }

    /** Takes the node off the roster in good order. Idempotent. */
    void leave() {
        long epoch = lease.epoch();
        if (epoch != 0) {
            abandoned = epoch;
            lease.release();
        }
        leaveAbandoned();
    }

    private void leaveAbandoned() {
        long epoch = abandoned;
        if (epoch != 0) {
            retry.call(tries -> {
                nodes.leave(epoch);
                return epoch;
            });
            abandoned = 0;
            LOG.info("event=node_left node={} epoch={}", config.name(), Token.epochText(epoch));
        }
    }

    private boolean isBeatDue() {
        return seams.ticker().nanos() - renewedNanos >= config.beatInterval().toNanos();
    }

    private NodeSignals renew() {
        long epoch = lease.epoch();
        long[] before = {0};
        NodeSignals signals = retry.call(tries -> {
            before[0] = seams.ticker().nanos();
            return nodes.renew(epoch, seams.now());
        });
        if (signals.known()) {
            renewedNanos = before[0];
            if (!lease.extend(epoch, before[0] + config.trust().toNanos())) {
                lose("its renewal came too late");
            }
        }
        return signals;
    }

    private void heed(NodeSignals signals) {
        if (!signals.known()) {
            lose("others declared this node dead");
            return;
        }
        signals.cancels().forEach(attempts::cancel);
        StopMode stop = signals.stop();
        if (stop != null) {
            stopAsked.accept(stop);
        }
    }

    /**
     * Gives up the lease: stops what runs and gives back what has not started. The next round leaves the roster, so that the reaper of any node
     * settles what is left behind, and joins anew.
     */
    private void lose(String why) {
        long epoch = lease.epoch();
        LOG.warn("event=lease_lost node={} epoch={} reason=\"{}\"", config.name(), Token.epochText(epoch), why);
        abandoned = epoch;
        lease.release();
        attempts.stopAll(new StopReason.LeaseLost());
        desk.returnAll();
    }

    private String queues() {
        return String.join(",", pools.stream().map(Pool::toString).toList());
    }
}
