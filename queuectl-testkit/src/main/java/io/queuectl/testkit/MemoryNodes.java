package io.queuectl.testkit;

import io.queuectl.api.JobState;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.NodeSignals;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StopMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The roster, in memory. */
class MemoryNodes implements NodeStore {

    private final MemorySession session;

    MemoryNodes(MemorySession session) {
        this.session = session;
    }

    @Override
    public void join(NodeInfo node, Instant now) {
        session.run(data -> {
            data.roster.put(node.epoch(), new MemoryNode(node, now));
            data.remember(node.epoch(), node.name());
        });
    }

    @Override
    public NodeSignals renew(long epoch, Instant now) {
        return session.answer(data -> {
            MemoryNode node = data.roster.get(epoch);
            if (node != null) {
                node.renew(now);
            }
            return signals(data, epoch);
        });
    }

    @Override
    public NodeSignals signals(long epoch) {
        return session.answer(data -> signals(data, epoch));
    }

    @Override
    public List<NodeView> roster() {
        return session.answer(data -> data.roster.values().stream()
                .map(MemoryNode::view)
                .sorted(Comparator.comparing(NodeView::joinedAt))
                .toList());
    }

    @Override
    public boolean requestStop(long epoch, StopMode mode) {
        return session.answer(data -> {
            MemoryNode node = data.roster.get(epoch);
            if (node == null) {
                return false;
            }
            node.requestStop(mode);
            data.tell();
            return true;
        });
    }

    @Override
    public boolean declareDead(long epoch, long seenBeat) {
        return session.answer(data -> {
            MemoryNode node = data.roster.get(epoch);
            if (node == null || node.beat() != seenBeat) {
                return false;
            }
            data.roster.remove(epoch);
            data.tell();
            return true;
        });
    }

    @Override
    public void leave(long epoch) {
        session.run(data -> data.roster.remove(epoch));
    }

    @Override
    public List<Claim> orphans(int limit) {
        return session.answer(data -> held(data, epoch -> !data.roster.containsKey(epoch), limit));
    }

    @Override
    public List<Claim> heldBy(long epoch, int limit) {
        return session.answer(data -> held(data, holder -> holder == epoch, limit));
    }

    private static List<Claim> held(MemoryData data, LongPredicate holder, int limit) {
        return data.all()
                .filter(job -> job.state == JobState.PROCESSING)
                .filter(job -> holder.test(job.held().token().epoch()))
                .sorted(Comparator.comparing(MemoryJob::claimedAt).thenComparing(job -> job.number))
                .limit(limit)
                .map(MemoryJob::held)
                .toList();
    }

    private static NodeSignals signals(MemoryData data, long epoch) {
        @Nullable MemoryNode node = data.roster.get(epoch);
        if (node == null) {
            return NodeSignals.UNKNOWN;
        }
        List<Token> cancels = data.all()
                .filter(job -> job.state == JobState.PROCESSING && job.cancelRequested)
                .map(job -> job.held().token())
                .filter(token -> token.epoch() == epoch)
                .toList();
        return new NodeSignals(true, node.stop(), cancels);
    }
}
