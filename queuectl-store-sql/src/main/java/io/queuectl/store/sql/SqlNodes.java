package io.queuectl.store.sql;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.HostProcess;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.NodeSignals;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StopMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The roster in table {@code node}. */
final class SqlNodes implements NodeStore {

    /** How many nodes that left are still known by name. */
    private static final int KEPT = 1_000;

    private final Writers writers;
    private final Readers readers;

    SqlNodes(Writers writers, Readers readers) {
        this.writers = writers;
        this.readers = readers;
    }

    @Override
    public void join(NodeInfo node, Instant now) {
        writers.write("join as node " + node.name(), session -> {
            Handle handle = session.handle();
            handle.createUpdate(session.sql(NodeSql.FORGET)).bind("keep", KEPT).execute();
            return handle.createUpdate(session.sql(NodeSql.JOIN))
                    .bind("epoch", node.epoch())
                    .bind("name", node.name())
                    .bind("host", node.host().host())
                    .bind("pid", node.host().pid())
                    .bind("started", node.host().started())
                    .bind("lease", node.lease().toMillis())
                    .bind("slots", node.slots())
                    .bind("queues", node.queues())
                    .bind("now", now.toEpochMilli())
                    .execute();
        });
    }

    @Override
    public NodeSignals renew(long epoch, Instant now) {
        return writers.write("renew the lease of a node", session -> {
            int renewed = session.handle()
                    .createUpdate(session.sql(NodeSql.RENEW))
                    .bind("epoch", epoch)
                    .bind("now", now.toEpochMilli())
                    .execute();
            return renewed == 0 ? NodeSignals.UNKNOWN : signals(session, epoch);
        });
    }

    @Override
    public NodeSignals signals(long epoch) {
        return readers.read("read the signals of a node", session -> signals(session, epoch));
    }

    private static NodeSignals signals(Session session, long epoch) {
        Handle handle = session.handle();
        List<Optional<StopMode>> found = handle.createQuery(session.sql(NodeSql.STOP_OF))
                .bind("epoch", epoch)
                .map((row, context) -> Optional.ofNullable(stop(row.getString(1))))
                .list();
        if (found.isEmpty()) {
            return NodeSignals.UNKNOWN;
        }
        List<Token> cancels = handle.createQuery(session.sql(NodeSql.CANCELS))
                .bind("epoch", epoch)
                .map((row, context) -> new Token(epoch, row.getLong(1)))
                .list();
        return new NodeSignals(true, found.get(0).orElse(null), cancels);
    }

    @Override
    public List<NodeView> roster() {
        return readers.read(
                "read the roster",
                session -> session.handle()
                        .createQuery(session.sql(NodeSql.ROSTER))
                        .map((row, context) -> view(row))
                        .list());
    }

    @Override
    public boolean requestStop(long epoch, StopMode mode) {
        return writers.write(
                "ask a node to stop",
                session -> session.handle()
                                .createUpdate(session.sql(NodeSql.REQUEST_STOP))
                                .bind("epoch", epoch)
                                .bind("stop", text(mode))
                                .execute()
                        == 1);
    }

    @Override
    public boolean declareDead(long epoch, long seenBeat) {
        return writers.write(
                "declare a node dead",
                session -> session.handle()
                                .createUpdate(session.sql(NodeSql.DECLARE_DEAD))
                                .bind("epoch", epoch)
                                .bind("beat", seenBeat)
                                .execute()
                        == 1);
    }

    @Override
    public void leave(long epoch) {
        writers.write(
                "take a node off the roster",
                session -> session.handle()
                        .createUpdate(session.sql(NodeSql.LEAVE))
                        .bind("epoch", epoch)
                        .execute());
    }

    @Override
    public List<Claim> orphans(int limit) {
        return readers.read("read what dead nodes left", session -> orphans(session, limit));
    }

    /** By holder, so that what living nodes hold is stepped over and not read. */
    private static List<Claim> orphans(Session session, int limit) {
        List<Claim> orphans = new ArrayList<>();
        Optional<Long> holder = holderAfter(session, Long.MIN_VALUE);
        while (holder.isPresent()) {
            long epoch = holder.get();
            if (epoch != 0 && !signals(session, epoch).known()) {
                orphans.addAll(heldBy(session, epoch, limit));
            }
            holder = holderAfter(session, epoch);
        }
        orphans.sort(Comparator.comparing(Claim::claimedAt).thenComparing(Claim::number));
        return orphans.size() <= limit ? orphans : List.copyOf(orphans.subList(0, limit));
    }

    private static Optional<Long> holderAfter(Session session, long epoch) {
        return session.handle()
                .createQuery(session.sql(NodeSql.NEXT_HOLDER))
                .bind("after", epoch)
                .mapTo(Long.class)
                .findFirst();
    }

    @Override
    public List<Claim> heldBy(long epoch, int limit) {
        return readers.read("read what a node holds", session -> heldBy(session, epoch, limit));
    }

    private static List<Claim> heldBy(Session session, long epoch, int limit) {
        return session.handle()
                .createQuery(session.sql(NodeSql.HELD_BY))
                .bind("epoch", epoch)
                .bind("limit", limit)
                .scanResultSet((result, context) -> claims(result.get()));
    }

    private static List<Claim> claims(ResultSet result) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        RowReader row = new RowReader(result);
        while (row.next()) {
            Optional.ofNullable(JobRows.held(row)).ifPresent(claims::add);
        }
        return claims;
    }

    private static NodeView view(ResultSet row) throws SQLException {
        NodeInfo info = new NodeInfo(
                row.getLong(1),
                row.getString(2),
                new HostProcess(row.getString(3), row.getLong(4), row.getLong(5)),
                Duration.ofMillis(row.getLong(6)),
                row.getInt(7),
                row.getString(8));
        return new NodeView(
                info,
                row.getLong(9),
                Instant.ofEpochMilli(row.getLong(10)),
                Instant.ofEpochMilli(row.getLong(11)),
                null,
                stop(row.getString(12)));
    }

    private static String text(StopMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable StopMode stop(@Nullable String text) {
        for (StopMode mode : StopMode.values()) {
            if (text(mode).equals(text)) {
                return mode;
            }
        }
        return null;
    }
}
