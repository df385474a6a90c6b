package io.queuectl.testkit;

import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.DueSchedules;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores that fire schedules too often, too seldom, too early or by halves. */
final class BrokenSchedules {

    private BrokenSchedules() {}

    /** Does not look whether somebody else fired it. */
    static JobStore firesTwice(MemoryData data) {
        return with(data, session -> new MemorySchedules(session) {
            @Override
            public Fired fire(Firing firing, Instant now) {
                long seen = find(firing.name()).map(ScheduleView::revision).orElse(firing.seen());
                return super.fire(new Firing(firing.name(), seen, firing.jobs(), firing.tick(), firing.next()), now);
            }
        });
    }

    /** Looks whether somebody else fired it in one transaction, and fires it in another. */
    static JobStore looksBeforeItFires(MemoryData data) {
        return with(data, session -> new MemorySchedules(session) {
            @Override
            public Fired fire(Firing firing, Instant now) {
                boolean seen = find(firing.name())
                        .filter(view -> view.revision() == firing.seen())
                        .isPresent();
                if (!seen) {
                    return super.fire(firing, now);
                }
                LockSupport.parkNanos(50_000);
                long revision = find(firing.name()).map(ScheduleView::revision).orElse(firing.seen());
                return super.fire(
                        new Firing(firing.name(), revision, firing.jobs(), firing.tick(), firing.next()), now);
            }
        });
    }

    /** Enqueues and leaves the next tick where it was. */
    static JobStore forgetsTheNextTick(MemoryData data) {
        return with(data, session -> new MemorySchedules(session) {
            @Override
            public Fired fire(Firing firing, Instant now) {
                Instant same = find(firing.name()).map(ScheduleView::next).orElse(null);
                return super.fire(new Firing(firing.name(), firing.seen(), firing.jobs(), firing.tick(), same), now);
            }
        });
    }

    /** Moves the tick in one transaction, and enqueues in another that may fail. */
    static JobStore movesTheTickFirst(MemoryData data) {
        return with(data, session -> new MemorySchedules(session) {
            @Override
            public Fired fire(Firing firing, Instant now) {
                Fired fired = super.fire(
                        new Firing(firing.name(), firing.seen(), List.of(), firing.tick(), firing.next()), now);
                if (fired == Fired.FIRED) {
                    session.answer(tables ->
                            new MemoryExchange(tables).apply(Batch.of(now).insert(firing.jobs())));
                }
                return fired;
            }
        });
    }

    /** Lets paused ones be due. */
    static JobStore firesPaused(MemoryData data) {
        return with(data, session -> new MemorySchedules(session) {
            @Override
            public DueSchedules due(Instant now, int limit) {
                DueSchedules sound = super.due(now, limit);
                List<ScheduleView> all = list().stream()
                        .filter(view -> view.next() != null && !view.next().isAfter(now))
                        .toList();
                return new DueSchedules(all.stream().limit(limit).toList(), sound.next());
            }
        });
    }

    /** Lets them be due a second early. */
    static JobStore firesEarly(MemoryData data) {
        return with(data, session -> new MemorySchedules(session) {
            @Override
            public DueSchedules due(Instant now, int limit) {
                return super.due(now.plusSeconds(1), limit);
            }
        });
    }

    /** Begins anew whenever an application starts. */
    static JobStore beginsAnewAtDeploy(MemoryData data) {
        return with(data, session -> new MemorySchedules(session) {
            @Override
            public ScheduleView put(Schedule schedule, @Nullable Instant next) {
                super.remove(schedule.name());
                return super.put(schedule, next);
            }
        });
    }

    private static JobStore with(MemoryData data, Function<MemorySession, Schedules> schedules) {
        return new BrokenStore(data) {
            private final Schedules broken = schedules.apply(session());

            @Override
            public Schedules schedules() {
                return broken;
            }
        };
    }
}
