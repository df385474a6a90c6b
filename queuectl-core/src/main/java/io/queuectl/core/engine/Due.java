package io.queuectl.core.engine;

import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done about a schedule whose time has come: the one rule of missed runs, overlaps and delays. Pure. */
sealed interface Due {

    /** The stretch in which the newest ticks are looked for at first. */
    Duration FIRST_STRETCH = Duration.ofSeconds(2);

    /**
     * A job for each of the ticks; none where they only pass.
     *
     * @param tick the last one that is over then, or {@code null} if none is
     * @param next when to look again, or {@code null} for never
     */
    record Fire(
            List<Instant> ticks,
            @Nullable Instant tick,
            @Nullable Instant next) implements Due {
        public Fire {
            ticks = List.copyOf(ticks);
        }
    }

    /** Nothing yet: its last job is not finished. */
    record Wait() implements Due {}

    /**
     * What became of the last job of a schedule.
     *
     * @param isUnfinished whether it waits or runs
     * @param endedAt when it ended, or {@code null} if it has not, or nobody knows any more
     */
    record LastJob(boolean isUnfinished, @Nullable Instant endedAt) {
        static final LastJob NONE = new LastJob(false, null);
    }

    /** Whether the last job matters to such a schedule. */
    static boolean asksForLastJob(Schedule schedule) {
        return schedule.spec() instanceof ScheduleSpec.FixedDelay || schedule.overlap() != Overlap.ALLOW;
    }

    /** @param since the schedule's next tick as it is kept: now, or past */
    static Due of(Schedule schedule, Instant since, LastJob last, Instant now) {
        return schedule.spec() instanceof ScheduleSpec.FixedDelay spec
                ? afterDelay(spec, since, last, now)
                : atTicks(schedule, since, last, now);
    }

    private static Due afterDelay(ScheduleSpec.FixedDelay spec, Instant since, LastJob last, Instant now) {
        if (last.isUnfinished()) {
            return new Wait();
        }
        Instant endedAt = last.endedAt();
        Instant rested = endedAt == null ? since : endedAt.plus(spec.delay());
        Instant tick = rested.isAfter(since) ? rested : since;
        return tick.isAfter(now)
                ? new Fire(List.of(), null, tick)
                : new Fire(List.of(tick), tick, spec.after(now).orElse(null));
    }

    private static Due atTicks(Schedule schedule, Instant since, LastJob last, Instant now) {
        if (last.isUnfinished() && schedule.overlap() == Overlap.WAIT) {
            return new Wait();
        }
        int most = schedule.missed() instanceof MissedRuns.All all ? all.most() : 1;
        List<Instant> newest = newest(schedule.spec(), since, now, most);
        if (newest.isEmpty()) {
            return new Fire(List.of(), null, schedule.spec().after(now).orElse(null));
        }
        Instant latest = newest.get(newest.size() - 1);
        Instant next = schedule.spec().after(latest).orElse(null);
        boolean overlaps = last.isUnfinished() && schedule.overlap() == Overlap.SKIP;
        if (overlaps || isTooLate(schedule, latest, now)) {
            return new Fire(List.of(), latest, next);
        }
        return switch (schedule.overlap()) {
            case ALLOW -> new Fire(newest, latest, next);
            case SKIP -> new Fire(List.of(latest), latest, next);
            case WAIT -> new Fire(newest.subList(0, 1), newest.get(0), newest.size() > 1 ? newest.get(1) : next);
        };
    }

    private static boolean isTooLate(Schedule schedule, Instant tick, Instant now) {
        return schedule.missed() instanceof MissedRuns.Skip
                && tick.plus(MissedRuns.Skip.LATE).isBefore(now);
    }

    /**
     * The last ticks from one instant to another, both included, oldest first. Looked for in ever longer stretches, so that neither many ticks nor a long time
     * makes it slow.
     */
    static List<Instant> newest(ScheduleSpec spec, Instant since, Instant now, int most) {
        Duration stretch = FIRST_STRETCH;
        while (true) {
            Instant from = now.minus(stretch);
            boolean whole = !from.isAfter(since);
            List<Instant> found = newestOf(spec, whole ? since : from, now, most);
            if (whole || found.size() == most) {
                return found;
            }
            stretch = stretch.multipliedBy(4);
        }
    }

    private static List<Instant> newestOf(ScheduleSpec spec, Instant from, Instant now, int most) {
        Deque<Instant> ticks = new ArrayDeque<>();
        @Nullable Instant tick = spec.after(from.minusMillis(1)).orElse(null);
        while (tick != null && !tick.isAfter(now)) {
            ticks.addLast(tick);
            if (ticks.size() > most) {
                ticks.removeFirst();
            }
            tick = spec.after(tick).orElse(null);
        }
        return List.copyOf(ticks);
    }
}
