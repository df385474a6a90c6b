package io.queuectl.store.sql;

import io.queuectl.api.JobId;
import io.queuectl.core.spi.Chronicle;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a SQL store, read out of its tables. */
public final class SqlChronicle implements Chronicle {

    /** More is asked for where types are chosen, for what is not of them falls away here. */
    private static final int WITH_TYPES = 100_000;

    private final SqlDatabase database;
    private final Readers readers;

    public SqlChronicle(SqlDialect dialect, SqlDatabase database) {
        this.database = database;
        this.readers = new Readers(dialect, database, new SqlErrors(dialect, database.location()));
    }

    @Override
    public List<Event> events(Wish wish) {
        return readers.read("read what happened", session -> {
            List<Event> events = new ArrayList<>();
            Long number = wish.job() == null ? null : number(session, wish.job());
            if (wish.job() == null || number != null) {
                jobs(session, wish, number, events);
            }
            if (wish.queue() == null) {
                moves(session, wish, events);
            }
            events.removeIf(event -> !wish.types().isEmpty() && !wish.types().contains(event.type()));
            events.sort(Comparator.comparing(Event::at).reversed());
            List<Event> newest = new ArrayList<>(events.subList(0, Math.min(wish.limit(), events.size())));
            Collections.reverse(newest);
            return newest;
        });
    }

    @Override
    public InstantSource clock() {
        return database.clock();
    }

    private static @Nullable Long number(Session session, JobId id) {
        return SqlQueries.find(session, id).map(job -> job.number()).orElse(null);
    }

    private static void jobs(Session session, Wish wish, @Nullable Long number, List<Event> events)
            throws SQLException {
        PreparedStatement select = session.hot(ChronicleSql.EVENTS);
        for (int i = 1; i <= 4; i++) {
            Binding.millis(select, i, wish.since());
        }
        for (int i = 5; i <= 6; i++) {
            if (number == null) {
                select.setNull(i, Types.BIGINT);
            } else {
                select.setLong(i, number);
            }
        }
        for (int i = 7; i <= 8; i++) {
            select.setString(i, wish.queue() == null ? null : wish.queue().text());
        }
        select.setInt(9, wish.types().isEmpty() ? wish.limit() : Math.max(WITH_TYPES, wish.limit()));
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                events.add(event(row));
            }
        }
    }

    private static Event event(ResultSet row) throws SQLException {
        int ordinal = row.getInt(7);
        String message = row.getString(10);
        String failure = row.getString(9);
        return new Event(
                Instant.ofEpochMilli(row.getLong(1)),
                type(row.getString(2)),
                id(row.getString(4), row.getLong(3)),
                row.getString(5),
                row.getString(6),
                ordinal == 0 ? null : ordinal,
                row.getString(8),
                detail(failure, message));
    }

    private static @Nullable String detail(@Nullable String failure, @Nullable String message) {
        if (failure == null || (message != null && message.startsWith(failure))) {
            return message;
        }
        return message == null ? failure : failure + ": " + message;
    }

    /** A hand may have written anything. */
    private static JobId id(@Nullable String name, long number) {
        try {
            return JobId.of(name == null ? Long.toString(number) : name);
        } catch (IllegalArgumentException noId) {
            return JobId.of(Long.toString(Math.max(0, number)));
        }
    }

    private static Happening type(String text) {
        return switch (text) {
            case "enqueued" -> Happening.ENQUEUED;
            case "started" -> Happening.STARTED;
            case "completed" -> Happening.COMPLETED;
            case "dead" -> Happening.DEAD;
            case "cancelled" -> Happening.CANCELLED;
            case "timed_out" -> Happening.TIMED_OUT;
            case "lost" -> Happening.LOST;
            case "released", "snoozed" -> Happening.RELEASED;
            default -> Happening.FAILED;
        };
    }

    private static void moves(Session session, Wish wish, List<Event> events) throws SQLException {
        PreparedStatement select = session.hot(ChronicleSql.MOVES);
        Binding.millis(select, 1, wish.since());
        select.setInt(2, wish.job() == null ? wish.limit() : Integer.MAX_VALUE);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String subject = row.getString(3);
                boolean one = subject.startsWith("job ");
                JobId job = one ? id(subject.substring(4), 0) : null;
                if (wish.job() == null || wish.job().equals(job)) {
                    events.add(new Event(
                            Instant.ofEpochMilli(row.getLong(1)),
                            Happening.MOVED,
                            job,
                            null,
                            null,
                            null,
                            null,
                            row.getString(2) + (one ? "" : " " + subject) + jobs(row.getLong(4), one)));
                }
            }
        }
    }

    private static String jobs(long count, boolean one) {
        return one || count < 1 ? "" : " (" + count + (count == 1 ? " job)" : " jobs)");
    }

    @Override
    public void close() {
        readers.close();
        database.close();
    }
}
