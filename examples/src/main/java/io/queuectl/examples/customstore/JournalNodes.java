package io.queuectl.examples.customstore;

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

/** The roster. */
final class JournalNodes implements NodeStore {

    private final Session session;

    JournalNodes(Session session) {
        this.session = session;
    }

    @Override
    public void join(NodeInfo node, Instant now) {
        session.write(transaction -> {
            transaction.write(new Entry.NodePut(new NodeRow(node, 0, now, now, null)));
            return node;
        });
    }

    @Override
    public NodeSignals renew(long epoch, Instant now) {
        return session.write(transaction -> {
            NodeRow row = transaction.tables().nodes().get(epoch);
            if (row != null) {
                transaction.write(new Entry.NodePut(row.renew(now)));
            }
            return signals(transaction.tables(), epoch);
        });
    }

    @Override
    public NodeSignals signals(long epoch) {
        return session.read(tables -> signals(tables, epoch));
    }

    @Override
    public List<NodeView> roster() {
        return session.read(tables -> tables.nodes().values().stream()
                .map(NodeRow::toView)
                .sorted(Comparator.comparing(NodeView::joinedAt))
                .toList());
    }

    @Override
    public boolean requestStop(long epoch, StopMode mode) {
        return session.write(transaction -> {
            NodeRow row = transaction.tables().nodes().get(epoch);
            if (row != null) {
                transaction.write(new Entry.NodePut(row.ask(mode)));
            }
            return row != null;
        });
    }

    @Override
    public boolean declareDead(long epoch, long seenBeat) {
        return session.write(transaction -> {
            NodeRow row = transaction.tables().nodes().get(epoch);
            boolean silent = row != null && row.beat() == seenBeat;
            if (silent) {
                transaction.write(new Entry.NodeGone(epoch));
            }
            return silent;
        });
    }

    @Override
    public void leave(long epoch) {
        session.write(transaction -> {
            if (transaction.tables().nodes().containsKey(epoch)) {
                transaction.write(new Entry.NodeGone(epoch));
            }
            return epoch;
        });
    }

    @Override
    public List<Claim> orphans(int limit) {
        return session.read(tables -> held(tables, epoch -> !tables.nodes().containsKey(epoch), limit));
    }

    @Override
    public List<Claim> heldBy(long epoch, int limit) {
        return session.read(tables -> held(tables, holder -> holder == epoch, limit));
    }

    private static List<Claim> held(Tables tables, LongPredicate holder, int limit) {
        return tables.processing()
                .filter(row -> holder.test(row.held().token().epoch()))
                .sorted(Comparator.comparing((JobRow row) -> row.held().claimedAt())
                        .thenComparing(JobRow::number))
                .limit(limit)
                .map(JobRow::toClaim)
                .toList();
    }

    private static NodeSignals signals(Tables tables, long epoch) {
        NodeRow row = tables.nodes().get(epoch);
        if (row == null) {
            return NodeSignals.UNKNOWN;
        }
        List<Token> cancels = tables.processing()
                .filter(job -> job.course().cancelRequested())
                .map(job -> job.held().token())
                .filter(token -> token.epoch() == epoch)
                .toList();
        return new NodeSignals(true, row.stop(), cancels);
    }
}
