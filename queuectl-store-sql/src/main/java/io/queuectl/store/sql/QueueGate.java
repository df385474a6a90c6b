package io.queuectl.store.sql;

import io.queuectl.api.QueueName;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.PermitBucket;
import io.queuectl.core.spi.QueueGrant;
import io.queuectl.core.spi.QueueRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the marked claim requests of one batch may have. It holds the rows of their queues locked until the transaction ends, so that whoever claims from
 * the same queue sees what this one took.
 */
final class QueueGate {

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
        return row.grant(row.settings().maxRunning() == null ? 0 : running(session, request.queue()), now);
    }

    /** Notes that so many jobs were taken under a grant. */
    void took(Session session, ClaimRequest request, QueueGrant grant, int taken) throws SQLException {
        QueueRow before = row(request);
        QueueRow row = before.taken(grant, taken);
        PermitBucket after = row.bucket();
        if (after != null && !row.equals(before)) {
            rows.put(request.queue(), row);
            PreparedStatement update = session.hot(QueueSql.TAKE_PERMITS);
            update.setLong(1, after.level());
            Binding.millis(update, 2, after.at());
            update.setString(3, request.queue().text());
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

    private static int running(Session session, QueueName queue) throws SQLException {
        PreparedStatement select = session.hot(QueueSql.RUNNING);
        select.setLong(1, Long.MIN_VALUE);
        select.setString(2, queue.text());
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
