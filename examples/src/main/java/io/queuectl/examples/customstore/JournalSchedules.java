package io.queuectl.examples.customstore;

import io.queuectl.api.JobId;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.DueSchedules;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Schedules;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schedules. */
final class JournalSchedules implements Schedules {

    private final Session session;

    JournalSchedules(Session session) {
        this.session = session;
    }

    @Override
    public ScheduleView put(Schedule schedule, @Nullable Instant next) {
        return session.write(transaction -> {
            ScheduleView before = transaction.tables().schedules().get(schedule.name());
            ScheduleView after = before == null
                    ? new ScheduleView(schedule, false, next, null, null, 1)
                    : redefined(before, schedule, next);
            return written(transaction, after);
        });
    }

    private static ScheduleView redefined(ScheduleView before, Schedule schedule, @Nullable Instant next) {
        boolean same = before.schedule().spec().text().equals(schedule.spec().text());
        return new ScheduleView(
                schedule,
                before.paused(),
                same ? before.next() : next,
                before.lastTick(),
                before.lastJob(),
                before.revision() + 1);
    }

    @Override
    public boolean remove(String name) {
        return session.write(transaction -> {
            boolean known = transaction.tables().schedules().containsKey(name);
            if (known) {
                transaction.write(new Entry.ScheduleGone(name));
            }
            return known;
        });
    }

    @Override
    public Optional<ScheduleView> find(String name) {
        return session.read(tables -> Optional.ofNullable(tables.schedules().get(name)));
    }

    @Override
    public List<ScheduleView> list() {
        return session.read(tables -> List.copyOf(tables.schedules().values()));
    }

    @Override
    public DueSchedules due(Instant now, int limit) {
        return session.read(tables -> {
            List<Waiting> all = tables.schedules().values().stream()
                    .flatMap(Waiting::of)
                    .sorted(Comparator.comparing(Waiting::next))
                    .toList();
            return new DueSchedules(
                    all.stream()
                            .filter(waiting -> !waiting.next().isAfter(now))
                            .limit(limit)
                            .map(Waiting::view)
                            .toList(),
                    all.stream()
                            .map(Waiting::next)
                            .filter(next -> next.isAfter(now))
                            .findFirst()
                            .orElse(null));
        });
    }

    /** A schedule that is going to fire. */
    private record Waiting(ScheduleView view, Instant next) {
        static Stream<Waiting> of(ScheduleView view) {
            Instant next = view.next();
            return next == null || view.paused() ? Stream.of() : Stream.of(new Waiting(view, next));
        }
    }

    @Override
    public Fired fire(Firing firing, Instant now) {
        return session.write(transaction -> {
            ScheduleView view = transaction.tables().schedules().get(firing.name());
            if (view == null) {
                return Fired.NOT_FOUND;
            }
            if (view.revision() != firing.seen()) {
                return isOurs(transaction, firing) ? Fired.ALREADY_FIRED : Fired.MOVED;
            }
            new BatchStep(transaction, Batch.of(now).insert(firing.jobs())).apply();
            written(transaction, fired(view, firing));
            return Fired.FIRED;
        });
    }

    private static boolean isOurs(Database.Transaction transaction, Firing firing) {
        return !firing.jobs().isEmpty()
                && transaction.tables().submitted(firing.jobs().get(0).submission()) != null;
    }

    private static ScheduleView fired(ScheduleView view, Firing firing) {
        return new ScheduleView(
                view.schedule(),
                view.paused(),
                firing.next(),
                firing.tick() == null ? view.lastTick() : firing.tick(),
                firing.jobs().isEmpty() ? view.lastJob() : lastOf(firing.jobs()),
                view.revision() + 1);
    }

    private static @Nullable JobId lastOf(List<NewJob> jobs) {
        return jobs.get(jobs.size() - 1).id();
    }

    @Override
    public boolean pause(String name) {
        return session.write(transaction -> {
            ScheduleView view = transaction.tables().schedules().get(name);
            return view != null && moved(transaction, view, true, view.next());
        });
    }

    @Override
    public boolean resume(String name, long seen, @Nullable Instant next) {
        return session.write(transaction -> {
            ScheduleView view = transaction.tables().schedules().get(name);
            return view != null && view.revision() == seen && moved(transaction, view, false, next);
        });
    }

    private static boolean moved(
            Database.Transaction transaction, ScheduleView view, boolean paused, @Nullable Instant next) {
        written(
                transaction,
                new ScheduleView(view.schedule(), paused, next, view.lastTick(), view.lastJob(), view.revision() + 1));
        return true;
    }

    private static ScheduleView written(Database.Transaction transaction, ScheduleView view) {
        transaction.write(new Entry.SchedulePut(view));
        return view;
    }
}
