package io.queuectl.api.schedule;

import io.queuectl.api.JobId;
import io.queuectl.api.StoreException;
import java.util.List;
import java.util.Optional;

/**
 * The schedules of a queue, kept in its database and fired by whichever process works on the queue. Thread-safe.
 *
 * <p>Every method may throw {@link StoreException} when the database does not answer, and {@link IllegalStateException} after close.
 */
public interface JobSchedules {

    /**
     * Makes a schedule, or changes the one of that name. Where the spec stays as it is, so does the next tick; a changed one counts from now. A paused schedule
     * stays paused. Repeating it changes nothing.
     */
    ScheduleView put(Schedule schedule);

    Optional<ScheduleView> find(String name);

    /** All of them, by name. */
    List<ScheduleView> list();

    /**
     * Enqueues a job of the schedule now, paused or not. Its ticks stay as they are.
     *
     * @return the job's id, {@code NAME:now-} and a number
     * @throws ScheduleNotFoundException if there is no such schedule
     */
    JobId runNow(String name);

    /**
     * Lets ticks pass without firing from now on. Jobs that were enqueued stay. Idempotent.
     *
     * @throws ScheduleNotFoundException if there is no such schedule
     */
    void pause(String name);

    /**
     * Fires again from the next tick after now on; those that passed meanwhile are not missed. Idempotent.
     *
     * @throws ScheduleNotFoundException if there is no such schedule
     */
    void resume(String name);

    /** Removes the schedule; its jobs stay. Answers whether there was one. */
    boolean remove(String name);
}
