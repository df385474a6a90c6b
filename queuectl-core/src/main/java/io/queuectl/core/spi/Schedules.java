package io.queuectl.core.spi;

import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedules kept with the jobs. What a tick is, and which comes next, the caller says; the store compares and sets.
 *
 * <p>Every change of a schedule counts its revision up, and {@link #fire} names the revision it was decided upon: so of any number of nodes that look at a
 * schedule together one fires it. A row that was edited by hand into something unreadable comes back with
 * {@link io.queuectl.api.schedule.ScheduleSpec.Unreadable}, never as an exception. Guarantees tried by {@code ScheduleContract}.
 */
public interface Schedules {

    /**
     * Writes a schedule under its name. One that is there keeps its state: paused, last tick, last job, and also its next tick if the text of the spec is the
     * same as before. Else its next tick is the one given. Answers the schedule as it is now.
     *
     * @param next the first tick of a new or changed spec, or {@code null} if there is none
     */
    ScheduleView put(Schedule schedule, @Nullable Instant next);

    /** Answers whether there was one. */
    boolean remove(String name);

    Optional<ScheduleView> find(String name);

    /** All of them, by name. */
    List<ScheduleView> list();

    /** Those that are to be looked at: not paused, and their next tick has come. By it, then by name; at most {@code limit}. And when the one after them is. */
    DueSchedules due(Instant now, int limit);

    /**
     * Sets a schedule's next and last tick, and inserts the jobs, in one durable transaction; or changes nothing if its revision is not the one that was seen.
     * A job whose id is taken is left out, and all else is done: that tick was fired before. Repeated after an unknown outcome it has the effect of having been
     * done once, and answers {@link Fired#ALREADY_FIRED}.
     */
    Fired fire(Firing firing, Instant now);

    /** Keeps a schedule out of {@link #due}. Answers whether there is one. */
    boolean pause(String name);

    /**
     * Ends a pause, with the next tick given, if the revision is still the one that was seen. Answers whether it was.
     *
     * @param next {@code null} if there is none
     */
    boolean resume(String name, long seen, @Nullable Instant next);
}
