package io.queuectl.testkit;

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
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The schedules, in memory. */
class MemorySchedules implements Schedules {

    private final MemorySession session;

    MemorySchedules(MemorySession session) {
        this.session = session;
    }

    @Override
    public ScheduleView put(Schedule schedule, @Nullable Instant next) {
        return session.answer(data -> {
            ScheduleView before = data.schedules.get(schedule.name());
            ScheduleView after = before == null
                    ? new ScheduleView(schedule, false, next, null, null, 1)
                    : redefined(before, schedule, next);
            data.schedules.put(schedule.name(), after);
            data.tell();
            return after;
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
        return session.answer(data -> data.schedules.remove(name) != null);
    }

    @Override
    public Optional<ScheduleView> find(String name) {
        return session.answer(data -> Optional.ofNullable(data.schedules.get(name)));
    }

    @Override
    public List<ScheduleView> list() {
        return session.answer(data -> List.copyOf(data.schedules.values()));
    }

    @Override
    public DueSchedules due(Instant now, int limit) {
        return session.answer(data -> {
            List<ScheduleView> all = data.schedules.values().stream()
                    .filter(view -> !view.paused() && view.next() != null)
                    .sorted(Comparator.comparing(MemorySchedules::next))
                    .toList();
            return new DueSchedules(
                    all.stream()
                            .filter(view -> !next(view).isAfter(now))
                            .limit(limit)
                            .toList(),
                    all.stream()
                            .map(MemorySchedules::next)
                            .filter(next -> next.isAfter(now))
                            .findFirst()
                            .orElse(null));
        });
    }

    private static Instant next(ScheduleView view) {
        return Objects.requireNonNull(view.next());
    }

    @Override
    public Fired fire(Firing firing, Instant now) {
        return session.answer(data -> {
            ScheduleView view = data.schedules.get(firing.name());
            if (view == null) {
                return Fired.NOT_FOUND;
            }
            if (view.revision() != firing.seen()) {
                boolean ours = !firing.jobs().isEmpty()
                        && data.bySubmission.containsKey(firing.jobs().get(0).submission());
                return ours ? Fired.ALREADY_FIRED : Fired.MOVED;
            }
            new MemoryExchange(data).apply(Batch.of(now).insert(firing.jobs()));
            data.schedules.put(firing.name(), fired(view, firing));
            return Fired.FIRED;
        });
    }

    static ScheduleView fired(ScheduleView view, Firing firing) {
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
        return session.answer(data -> change(data, name, view -> moved(view, true, view.next())));
    }

    @Override
    public boolean resume(String name, long seen, @Nullable Instant next) {
        return session.answer(data -> {
            ScheduleView view = data.schedules.get(name);
            return view != null && view.revision() == seen && change(data, name, before -> moved(before, false, next));
        });
    }

    private static ScheduleView moved(ScheduleView view, boolean paused, @Nullable Instant next) {
        return new ScheduleView(view.schedule(), paused, next, view.lastTick(), view.lastJob(), view.revision() + 1);
    }

    private static boolean change(MemoryData data, String name, UnaryOperator<ScheduleView> change) {
        return data.schedules.computeIfPresent(name, (same, view) -> change.apply(view)) != null;
    }
}
