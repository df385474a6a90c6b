package io.queuectl.store.sql;

import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.QueueDepth;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.QueueRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is set for queues, in table {@code queue}. Without Jdbi: a process that only enqueues looks here. */
final class SqlQueueControl implements QueueControl {

    private static final Duration RECENT = Duration.ofMinutes(1);

    private final Writers writers;
    private final Readers readers;
    private final SqlDatabase database;

    SqlQueueControl(Writers writers, Readers readers, SqlDatabase database) {
        this.writers = writers;
        this.readers = readers;
        this.database = database;
    }

    @Override
    public List<QueueSettings> settings() {
        return readers.read("read the settings of the queues", session -> {
            try (ResultSet rows = session.hot(QueueSql.SETTINGS).executeQuery()) {
                return QueueRows.all(rows).stream().map(QueueRow::settings).toList();
            }
        });
    }

    @Override
    public QueueSettings change(QueueName queue, UnaryOperator<QueueSettings> change, Instant now) {
        QueueSettings after = writers.write("change the settings of queue " + queue, session -> {
            QueueRow row = locked(session, queue).changed(change, now);
            write(session, row);
            MoveNote.leave(session, database.clock().instant(), "change queue", queue.text(), 1);
            return row.settings();
        });
        database.brought();
        return after;
    }

    /** Made first if there is none. Until it is locked somebody may remove it again. */
    private static QueueRow locked(Session session, QueueName queue) throws SQLException {
        QueueRow row = null;
        while (row == null) {
            PreparedStatement add = session.hot(QueueSql.ADD);
            add.setString(1, queue.text());
            add.executeUpdate();
            row = QueueGate.lock(session, queue);
        }
        return row;
    }

    private static void write(Session session, QueueRow row) throws SQLException {
        if (row.settings().isNone()) {
            PreparedStatement remove = session.hot(QueueSql.REMOVE);
            remove.setString(1, row.settings().queue().text());
            remove.executeUpdate();
        } else {
            PreparedStatement put = session.hot(QueueSql.PUT);
            QueueRows.bind(put, row);
            put.executeUpdate();
        }
    }

    @Override
    public int waiting(QueueName queue, int atMost) {
        return readers.read("count what waits in queue " + queue, session -> {
            PreparedStatement select = session.hot(QueueSql.WAITING);
            select.setString(1, queue.text());
            select.setInt(2, atMost);
            select.setString(3, queue.text());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? (int) Math.min(atMost, row.getLong(1) + row.getLong(2)) : 0;
            }
        });
    }

    @Override
    public Optional<GroupView> group(String key) {
        return readers.read("read group " + key, session -> {
            PreparedStatement select = session.hot(QueueSql.GROUP);
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new GroupView(key, row.getInt(1), row.getInt(2), row.getInt(3)))
                        : Optional.empty();
            }
        });
    }

    @Override
    public boolean resize(Group group) {
        boolean there = writers.write(
                "resize group " + group.key(), session -> new GroupStep(session).resize(group, new TreeSet<>()));
        database.brought();
        return there;
    }

    @Override
    public List<QueueDepth> depths(Instant now) {
        return readers.read("read how full the queues are", session -> {
            PreparedStatement select = session.hot(QueueSql.DEPTHS);
            Binding.millis(select, 1, now);
            Binding.millis(select, 2, now);
            Binding.millis(select, 3, now.minus(RECENT));
            Binding.millis(select, 4, now);
            List<QueueDepth> depths = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    depths.add(depth(row));
                }
            }
            return depths;
        });
    }

    private static QueueDepth depth(ResultSet row) throws SQLException {
        long oldest = row.getLong(6);
        @Nullable Instant oldestDue = row.wasNull() ? null : Instant.ofEpochMilli(oldest);
        return new QueueDepth(
                QueueRows.name(row.getString(1)).orElse(QueueName.DEFAULT),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                oldestDue);
    }
}
