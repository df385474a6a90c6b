package io.queuectl.core;

import io.queuectl.api.JobId;
import io.queuectl.api.schedule.JobSchedules;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleNotFoundException;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The schedules of a queue in its store: says which tick comes next, and leaves it to the store to compare and set. Thread-safe. */
final class Timetable implements JobSchedules {

    /** How often somebody else may change a schedule between a look at it and a change. */
    private static final int TRIES = 100;

    private final Supplier<JobStore> store;
    private final QueueCtlBuilder settings;
    private final Submissions submissions;
    private final Runnable changed;

    /**
     * @param store throws once the queue is closed
     * @param changed is told when there may be something to fire
     */
    Timetable(Supplier<JobStore> store, QueueCtlBuilder settings, Submissions submissions, Runnable changed) {
        this.store = store;
        this.settings = settings;
        this.submissions = submissions;
        this.changed = changed;
    }

    @Override
    public ScheduleView put(Schedule schedule) {
        Given.require("schedule", schedule);
        requireReadable(schedule);
        Schedules schedules = schedules();
        Optional<ScheduleView> present = schedules.find(schedule.name());
        if (present.isPresent() && present.get().schedule().equals(schedule)) {
            return present.get();
        }
        ScheduleView view = schedules.put(schedule, next(schedule));
        changed.run();
        return view;
    }

    private static void requireReadable(Schedule schedule) {
        if (schedule.spec() instanceof ScheduleSpec.Unreadable spec) {
            throw new IllegalArgumentException(
                    "spec \"" + spec.text() + "\" of schedule " + schedule.name() + " cannot be read by this version");
        }
        String backoff = schedule.job().limits().backoff();
        if (backoff != null) {
            Backoff.parse(backoff);
        }
    }

    @Override
    public Optional<ScheduleView> find(String name) {
        Schedule.requireName(name);
        return schedules().find(name);
    }

    @Override
    public List<ScheduleView> list() {
        return schedules().list();
    }

    @Override
    public JobId runNow(String name) {
        NewJob job = onDemand(found(name).schedule());
        Fired fired = Fired.MOVED;
        for (int tries = 0; fired == Fired.MOVED; tries++) {
            ScheduleView view = foundAgain(name, tries);
            Firing firing = new Firing(name, view.revision(), List.of(job), null, view.next());
            fired = schedules().fire(firing, settings.now());
        }
        requireFound(name, fired != Fired.NOT_FOUND);
        changed.run();
        return Objects.requireNonNull(job.id());
    }

    private NewJob onDemand(Schedule schedule) {
        NewJob job = submissions.job(schedule.job());
        return new NewJob(
                job.submission(),
                JobId.of(schedule.name() + ":now-" + job.submission()),
                job.kind(),
                job.queue(),
                job.priority(),
                job.runAt(),
                job.payload(),
                job.limits(),
                job.extras().withUnique(null));
    }

    @Override
    public void pause(String name) {
        Schedule.requireName(name);
        requireFound(name, schedules().pause(name));
    }

    @Override
    public void resume(String name) {
        boolean done = false;
        for (int tries = 0; !done; tries++) {
            ScheduleView view = foundAgain(name, tries);
            done = !view.paused() || schedules().resume(name, view.revision(), next(view.schedule()));
        }
        changed.run();
    }

    @Override
    public boolean remove(String name) {
        Schedule.requireName(name);
        return schedules().remove(name);
    }

    private ScheduleView found(String name) {
        return find(name).orElseThrow(() -> new ScheduleNotFoundException(name));
    }

    private ScheduleView foundAgain(String name, int tries) {
        if (tries == TRIES) {
            throw new IllegalStateException("schedule " + name + " changed " + TRIES + " times meanwhile: try again");
        }
        return found(name);
    }

    private static void requireFound(String name, boolean isThere) {
        if (!isThere) {
            throw new ScheduleNotFoundException(name);
        }
    }

    private @Nullable Instant next(Schedule schedule) {
        return schedule.spec().after(settings.now()).orElse(null);
    }

    private Schedules schedules() {
        return store.get().schedules();
    }
}
