package io.queuectl.core.engine;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.Start;
import io.queuectl.api.StoreException;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.DueSchedules;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires schedules when their time has come. Every node has one, and none leads: whoever gets there first writes the next tick along with the jobs of this
 * one, and the others find it written. Confined to its loop.
 */
final class Scheduler implements Loop.Round {

    /** How soon a schedule is seen that another process made, and a clock that jumped. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** So many at a look, beside those that are known to wait. */
    private static final int MOST = 100;

    /** No revision: it waits for its last job. */
    private static final Long WAITING = -1L;

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private final Schedules schedules;
    private final JobQueries queries;
    private final Seams seams;
    private final StoreRetry retry;
    private final Runnable jobsCame;

    /** Those that nothing could be done about at the last look, by name with the revision that was complained about: not to hide the others. */
    private Map<String, Long> idle = new HashMap<>();

    Scheduler(Engine.Parts parts) {
        this(parts.store().schedules(), parts.store().queries(), parts.seams(), parts.retry(), parts.desk()::hintAll);
    }

    /** @param jobsCame is told when jobs were enqueued */
    Scheduler(Schedules schedules, JobQueries queries, Seams seams, StoreRetry retry, Runnable jobsCame) {
        this.schedules = schedules;
        this.queries = queries;
        this.seams = seams;
        this.retry = retry;
        this.jobsCame = jobsCame;
    }

    @Override
    public Duration run() {
        Instant now = seams.now();
        int most = MOST + idle.size();
        DueSchedules upcoming = schedules.due(now, most);
        Map<String, Long> stillIdle = new HashMap<>();
        for (ScheduleView view : upcoming.due()) {
            Long revision = look(view, now);
            if (revision != null) {
                stillIdle.put(view.name(), revision);
            }
        }
        int looked = upcoming.due().size();
        boolean again = stillIdle.size() < looked || looked == most;
        idle = stillIdle;
        return again ? Duration.ZERO : rest(now, upcoming.next());
    }

    private static Duration rest(Instant now, @Nullable Instant next) {
        Duration left = next == null ? LOOK : Duration.between(now, next);
        return left.compareTo(LOOK) < 0 ? left : LOOK;
    }

    /** Answers {@code null} if the schedule has moved on, else the revision that was complained about, or {@link #WAITING}. */
    private @Nullable Long look(ScheduleView view, Instant now) {
        try {
            if (view.schedule().spec() instanceof ScheduleSpec.Unreadable spec) {
                return complained(view, "its spec \"" + spec.text() + "\" is none", null);
            }
            Due due = Due.of(view.schedule(), Objects.requireNonNullElse(view.next(), now), lastJob(view), now);
            if (due instanceof Due.Fire fire) {
                fire(view, fire, now);
                return null;
            }
            return WAITING;
        } catch (StoreException failed) {
            if (failed.isTransient()) {
                throw failed;
            }
            return complained(view, failed.getMessage(), failed);
        } catch (RuntimeException broken) {
            return complained(view, broken.getMessage(), broken);
        }
    }

    private Long complained(ScheduleView view, @Nullable String reason, @Nullable RuntimeException broken) {
        Long before = idle.get(view.name());
        if (before == null || before != view.revision()) {
            LOG.error(
                    "event=schedule_not_fired schedule={} reason=\"{}\"; the others go on",
                    view.name(),
                    reason,
                    broken);
        }
        return view.revision();
    }

    private Due.LastJob lastJob(ScheduleView view) {
        JobId id = view.lastJob();
        if (id == null || !Due.asksForLastJob(view.schedule())) {
            return Due.LastJob.NONE;
        }
        return queries.find(id)
                .map(job ->
                        new Due.LastJob(!job.state().isFinished() && job.state() != JobState.INVALID, job.finishedAt()))
                .orElse(Due.LastJob.NONE);
    }

    private void fire(ScheduleView view, Due.Fire due, Instant now) {
        List<NewJob> jobs =
                due.ticks().stream().map(tick -> job(view.schedule(), tick)).toList();
        Firing firing = new Firing(view.name(), view.revision(), jobs, due.tick(), due.next());
        Fired fired = retry.call(tries -> schedules.fire(firing, now));
        LOG.debug(
                "event=schedule_looked_at schedule={} ticks={} tick={} next={} fired={}",
                view.name(),
                jobs.size(),
                due.tick(),
                due.next(),
                fired);
        if (!jobs.isEmpty() && fired != Fired.MOVED) {
            jobsCame.run();
        }
    }

    private NewJob job(Schedule schedule, Instant tick) {
        JobRequest request = schedule.job();
        return new NewJob(
                seams.random().nextLong(1, Long.MAX_VALUE),
                schedule.idOf(tick),
                request.kind(),
                request.queue(),
                request.priority(),
                withJitter(schedule, tick),
                request.payload(),
                request.limits(),
                request.extras());
    }

    private Instant withJitter(Schedule schedule, Instant tick) {
        long most = schedule.jitter().toMillis();
        Instant later = most == 0 ? tick : tick.plusMillis(seams.random().nextLong(most + 1));
        return later.isAfter(Start.LATEST) ? tick : later;
    }
}
