package io.queuectl.store.sql;

import io.queuectl.api.QueueName;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.QueueGrant;
import io.queuectl.core.spi.QueueRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the marked claim requests of one batch may have. It holds the rows of their queues locked until the transaction ends, so that whoever claims from
 * the same queue sees what this one took.
 */
final class QueueGate {

    /** No node has this epoch. */
    private static final long NOBODY = 0;

    private static final QueueGate OPEN = new QueueGate(Map.of());

    private final Map<QueueName, QueueRow> rows;

    private QueueGate(Map<QueueName, QueueRow> rows) {
        this.rows = rows;
    }

    /** Locks the rows in the order of their names: two batches never wait for each other. */
    static QueueGate over(Session session, List<ClaimRequest> requests) throws SQLException {
        if (requests.stream().noneMatch(ClaimRequest::limited)) {
            return OPEN;
        }
        Map<QueueName, QueueRow> rows = new TreeMap<>();
        List<QueueName> queues = requests.stream()
                .filter(ClaimRequest::limited)
                .map(ClaimRequest::queue)
                .sorted()
                .distinct()
                .toList();
        for (QueueName queue : queues) {
            QueueRow row = lock(session, queue);
            if (row != null) {
                rows.put(queue, row);
            }
        }
        return new QueueGate(rows);
    }

    static @Nullable QueueRow lock(Session session, QueueName queue) throws SQLException {
        PreparedStatement select = session.hot(QueueSql.LOCKED);
        select.setString(1, queue.text());
        try (ResultSet result = select.executeQuery()) {
            return QueueRows.first(queue, result);
        }
    }

    /** Whether anything is set that this request has to heed. */
    boolean bars(ClaimRequest request) {
        return request.limited() && rows.containsKey(request.queue());
    }

    /** What a request may have that is barred. */
    QueueGrant grant(Session session, ClaimRequest request, Instant now) throws SQLException {
        QueueRow row = row(request);
        return row.grant(request, row.settings().maxRunning() == null ? Map.of() : held(session, request), now);
    }

    /** Notes that so many jobs were taken under a grant. */
    void took(Session session, ClaimRequest request, QueueGrant grant, int taken) throws SQLException {
        QueueRow before = row(request);
        QueueRow row = before.taken(grant, taken);
        if (!row.equals(before)) {
            rows.put(request.queue(), row);
            PreparedStatement update = session.hot(QueueSql.TAKEN);
            QueueRows.bindTaken(update, row);
            update.executeUpdate();
        }
    }

    static boolean lostIsDue(Session session, ClaimRequest request, Instant now) throws SQLException {
        if (request.quarantined() == 0) {
            return false;
        }
        PreparedStatement select = session.hot(QueueSql.LOST_IS_DUE);
        select.setString(1, request.queue().text());
        Binding.millis(select, 2, now);
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    private QueueRow row(ClaimRequest request) {
        QueueRow row = rows.get(request.queue());
        if (row == null) {
            throw new IllegalStateException("nothing is set for queue " + request.queue());
        }
        return row;
    }

    /** How many jobs of the queue each node holds that counts. */
    private static Map<Long, Integer> held(Session session, ClaimRequest request) throws SQLException {
        long passedOver = request.counts(request.epoch()) ? NOBODY : request.epoch();
        PreparedStatement select = session.hot(QueueSql.HELD_BY_OTHERS);
        select.setLong(1, passedOver);
        select.setString(2, request.queue().text());
        select.setLong(3, passedOver);
        select.setString(4, request.queue().text());
        Map<Long, Integer> held = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                held.put(row.getLong(1), row.getInt(2));
            }
        }
        return held;
    }
}
