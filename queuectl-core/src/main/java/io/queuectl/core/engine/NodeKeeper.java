package io.queuectl.core.engine;

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

    /** How soon a wish from another process is heard. */
    private static final Duration LISTEN = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(NodeKeeper.class);

    private final NodeStore nodes;
    private final Lease lease;
    private final EngineConfig config;
    private final Seams seams;
    private final StoreRetry retry;
    private final List<Pool> pools;
    private final Attempts attempts;
    private final Consumer<StopMode> stopAsked;
    private long renewedNanos;

    NodeKeeper(Engine.Parts parts, Consumer<StopMode> stopAsked) {
        this.nodes = parts.store().nodes();
        this.lease = parts.lease();
        this.config = parts.config();
        this.seams = parts.seams();
        this.retry = parts.retry();
        this.pools = parts.pools();
        this.attempts = parts.attempts();
        this.stopAsked = stopAsked;
    }

    @Override
    public Duration run() {
        if (lease.epoch() == 0) {
            join();
        } else if (!lease.isTrusted()) {
            lose("it could not be renewed in time");
            return Duration.ZERO;
        } else {
            heed(isBeatDue() ? renew() : nodes.signals(lease.epoch()));
        }
        Duration beat = config.beatInterval();
        return beat.compareTo(LISTEN) < 0 ? beat : LISTEN;
    }

    /** Puts the node on the roster under a new epoch. */
    void join() {
        long epoch = seams.random().nextLong(1, Long.MAX_VALUE);
        long before = seams.ticker().nanos();
        int slots = pools.stream().mapToInt(Pool::slots).sum();
        NodeInfo info = new NodeInfo(epoch, config.name(), seams.processes().self(), config.lease(), slots, queues());
        nodes.join(info, seams.now());
        renewedNanos = before;
        lease.hold(epoch, before + config.trust().toNanos());
        LOG.info("event=node_joined node={} epoch={} slots={}", config.name(), Token.epochText(epoch), slots);
    }

    /** Takes the node off the roster in good order. */
    void leave() {
        long epoch = lease.epoch();
        if (epoch != 0) {
            lease.release();
            retry.call(tries -> {
                nodes.leave(epoch);
                return epoch;
            });
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
            lease.hold(epoch, before[0] + config.trust().toNanos());
        }
        return signals;
    }

    private void heed(NodeSignals signals) {
        if (!signals.known()) {
            lose("others declared this node dead");
            return;
        }
        signals.cancels().forEach(token -> attempts.stop(token, new StopReason.Cancel()));
        StopMode stop = signals.stop();
        if (stop != null) {
            stopAsked.accept(stop);
        }
    }

    /** Gives up the lease: stops what runs, forgets what has not started. The next round joins anew; the reaper, of any node, settles what is left behind. */
    private void lose(String why) {
        long epoch = lease.epoch();
        LOG.warn("event=lease_lost node={} epoch={} reason=\"{}\"", config.name(), Token.epochText(epoch), why);
        lease.release();
        attempts.stopAll(new StopReason.LeaseLost());
        pools.forEach(Pool::takeBack);
        nodes.leave(epoch);
    }

    private String queues() {
        return String.join(",", pools.stream().map(Pool::toString).toList());
    }
}
