package io.queuectl.store.sql;

import io.queuectl.api.JobId;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.DueSchedules;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Schedules;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The schedules in table {@code schedule}. Whoever counts a row's revision up from the one that was seen has it to himself until the commit. */
final class SqlSchedules implements Schedules {

    private final Writers writers;
    private final Readers readers;
    private final SqlDatabase database;

    SqlSchedules(Writers writers, Readers readers, SqlDatabase database) {
        this.writers = writers;
        this.readers = readers;
        this.database = database;
    }

    @Override
    public ScheduleView put(Schedule schedule, @Nullable Instant next) {
        return writers.write("put schedule " + schedule.name(), session -> {
            boolean there = write(session, ScheduleSql.CHANGE, schedule, next)
                    || write(session, ScheduleSql.MAKE, schedule, next);
            if (!there) {
                // Another writer made it in between.
                write(session, ScheduleSql.CHANGE, schedule, next);
            }
            MoveNote.leave(session, database.clock().instant(), "put schedule", schedule.name(), 1);
            return find(session, schedule.name()).orElseThrow();
        });
    }

    private static boolean write(Session session, ScheduleSql sql, Schedule schedule, @Nullable Instant next) {
        return ScheduleRows.bind(session.handle().createUpdate(session.sql(sql)), schedule, next)
                        .execute()
                == 1;
    }

    @Override
    public boolean remove(String name) {
        return moved("remove", ScheduleSql.REMOVE, name);
    }

    @Override
    public Optional<ScheduleView> find(String name) {
        return readers.read("find schedule " + name, session -> find(session, name));
    }

    private static Optional<ScheduleView> find(Session session, String name) {
        return views(session.handle().createQuery(session.sql(ScheduleSql.FIND)).bind("name", name)).stream()
                .findFirst();
    }

    @Override
    public List<ScheduleView> list() {
        return readers.read(
                "list schedules", session -> views(session.handle().createQuery(session.sql(ScheduleSql.LIST))));
    }

    @Override
    public DueSchedules due(Instant now, int limit) {
        return readers.read("look at schedules", session -> {
            List<ScheduleView> due = views(session.handle()
                    .createQuery(session.sql(ScheduleSql.DUE))
                    .bind("now", now.toEpochMilli())
                    .bind("limit", limit));
            Instant next = session.handle()
                    .createQuery(session.sql(ScheduleSql.NEXT))
                    .bind("now", now.toEpochMilli())
                    .map((row, context) -> Instant.ofEpochMilli(row.getLong(1)))
                    .findFirst()
                    .orElse(null);
            return new DueSchedules(due, next);
        });
    }

    private static List<ScheduleView> views(Query query) {
        return query.map((row, context) -> ScheduleRows.view(row)).list();
    }

    @Override
    public Fired fire(Firing firing, Instant now) {
        Fired fired = writers.write("fire schedule " + firing.name(), session -> fire(session, firing, now));
        if (fired == Fired.FIRED && !firing.jobs().isEmpty()) {
            database.brought();
        }
        return fired;
    }

    private static Fired fire(Session session, Firing firing, Instant now) throws SQLException {
        List<NewJob> jobs = firing.jobs();
        JobId lastJob = jobs.isEmpty() ? null : jobs.get(jobs.size() - 1).id();
        int rows = session.handle()
                .createUpdate(session.sql(ScheduleSql.FIRE))
                .bind("next", ScheduleRows.millis(firing.next()))
                .bind("tick", ScheduleRows.millis(firing.tick()))
                .bind("job", lastJob == null ? null : lastJob.text())
                .bind("name", firing.name())
                .bind("seen", firing.seen())
                .execute();
        if (rows == 1) {
            InsertStep.apply(session, Batch.of(now).insert(jobs), false);
            return Fired.FIRED;
        }
        if (!jobs.isEmpty() && isThere(session, jobs.get(0))) {
            return Fired.ALREADY_FIRED;
        }
        return find(session, firing.name()).isPresent() ? Fired.MOVED : Fired.NOT_FOUND;
    }

    private static boolean isThere(Session session, NewJob job) throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.OF_SUBMISSION);
        select.setLong(1, job.submission());
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    @Override
    public boolean pause(String name) {
        return moved("pause", ScheduleSql.PAUSE, name);
    }

    private boolean moved(String verb, ScheduleSql sql, String name) {
        return writers.write(verb + " schedule " + name, session -> {
            boolean moved = change(session, sql, name);
            MoveNote.leave(session, database.clock().instant(), verb + " schedule", name, moved ? 1 : 0);
            return moved;
        });
    }

    @Override
    public boolean resume(String name, long seen, @Nullable Instant next) {
        return writers.write("resume schedule " + name, session -> {
            int rows = session.handle()
                    .createUpdate(session.sql(ScheduleSql.RESUME))
                    .bind("name", name)
                    .bind("seen", seen)
                    .bind("next", ScheduleRows.millis(next))
                    .execute();
            MoveNote.leave(session, database.clock().instant(), "resume schedule", name, rows);
            return rows == 1;
        });
    }

    private static boolean change(Session session, ScheduleSql sql, String name) {
        return session.handle()
                        .createUpdate(session.sql(sql))
                        .bind("name", name)
                        .execute()
                == 1;
    }
}
