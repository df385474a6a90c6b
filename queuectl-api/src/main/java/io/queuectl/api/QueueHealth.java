package io.queuectl.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a queue and the workers of this process are, as far as their engine knows by itself: asking for it asks no database.
 *
 * @param storeReachable whether the store takes what this process brings; {@code true} before anything was brought. A failure that nobody has tried again for a
 *     lease counts no more
 * @param leaseTrusted whether this node holds what it claimed; {@code false} without workers
 * @param lastExchangeAt when the store last committed something for this process, or {@code null}
 * @param nodes how many nodes work on this database, this one included, as of a second ago; 0 without workers
 * @param oldestDeadLetter when the job died that has been dead for longest, as of a minute ago; {@code null} if none is, without workers, and in their first minute unless
 *     there is an alarm for dead letters
 * @param loops the engine's threads, but for those that run jobs; empty without workers
 */
public record QueueHealth(
        Phase phase,
        boolean storeReachable,
        boolean leaseTrusted,
        @Nullable Instant lastExchangeAt,
        int nodes,
        Work work,
        Listening listening,
        @Nullable Instant oldestDeadLetter,
        List<LoopHealth> loops) {

    public QueueHealth {
        loops = List.copyOf(loops);
    }

    /** What a queue is about. */
    public enum Phase {
        /** No workers were started here: it enqueues and looks. */
        NO_WORKERS,
        WORKING,
        /** Its workers were asked to stop and finish what they run. */
        STOPPING,
        /** Its workers are gone; it enqueues and looks. */
        STOPPED,
        CLOSED
    }

    /**
     * What the workers of this process have in hand.
     *
     * @param slots how many jobs they run at once
     * @param running jobs that run
     * @param ahead jobs claimed and not started
     * @param unwritten ended attempts whose outcome waits for its commit
     */
    public record Work(int slots, int running, int ahead, int unwritten) {}

    /**
     * How far the listeners are behind.
     *
     * @param untold events that wait for the listener that is furthest behind
     * @param missed events that listeners were not told because they were stuck
     */
    public record Listening(int untold, long missed) {}

    /**
     * One of the engine's threads.
     *
     * @param role what it does
     * @param alive whether it runs
     * @param failures how often in a row it has failed by now; it goes on
     */
    public record LoopHealth(String role, boolean alive, int failures) {}

    /** Whether to send work here: it is open, not stopping, reaches its store, and its workers, if it has any, hold their lease. */
    public boolean isReady() {
        return switch (phase) {
            case NO_WORKERS -> storeReachable;
            case WORKING -> storeReachable && leaseTrusted && isAlive();
            case STOPPING, STOPPED, CLOSED -> false;
        };
    }

    /** The same of a queue that was closed since. */
    public QueueHealth closed() {
        return new QueueHealth(
                Phase.CLOSED,
                storeReachable,
                leaseTrusted,
                lastExchangeAt,
                nodes,
                work,
                listening,
                oldestDeadLetter,
                loops);
    }

    /** Whether no thread that should run has ended: if not, only a new process helps. */
    public boolean isAlive() {
        return phase != Phase.WORKING || loops.stream().allMatch(LoopHealth::alive);
    }
}
