package io.queuectl.benchmarks.contender;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A contender at work in one database. Jobs are numbers, and carry the text that {@link Ticket} makes of them. Used by one thread, but for its
 * producers, which have one each.
 */
public interface Session extends AutoCloseable {

    /** Enqueues jobs one at a time; for one thread. */
    interface Producer extends AutoCloseable {

        /** Returns when the job is committed; answers {@link System#nanoTime} from before it began. */
        long enqueue(int number) throws Exception;

        @Override
        default void close() throws IOException, SQLException {}
    }

    Producer producer() throws Exception;

    /**
     * Enqueues jobs one at a time on that many threads, numbered from there on, until the time is over or there are that many; answers how many a
     * second. A contender in another process does so there.
     */
    default Burst enqueue(int threads, int from, int atMost, Duration time) throws Exception {
        return Burst.run(this, threads, from, atMost, time);
    }

    /** Enqueues that many jobs as fast as it can, numbered from there on. */
    void enqueueAll(int from, int count) throws Exception;

    /** Puts that many finished jobs beside the others, with the times of a month's work; for those that keep finished jobs. */
    default void addFinished(int count) throws Exception {
        throw new UnsupportedOperationException("keeps no finished jobs");
    }

    /** Starts to work jobs off. */
    void start() throws Exception;

    /** How many jobs the database holds that are not finished. */
    long unfinished() throws Exception;

    /** Waits until the database holds none that is not finished, at most that long; answers whether that is so. */
    default boolean awaitEmpty(Duration atMost) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        boolean empty = unfinished() == 0;
        while (!empty && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(200_000);
            empty = unfinished() == 0;
        }
        return empty;
    }

    /** Write transactions so far, or -1 where nobody counts them. */
    default long transactions() throws Exception {
        return -1;
    }

    /** Takes no more jobs, and returns when those that run have ended and the tally knows of them. */
    void stop() throws Exception;

    /** Stops if need be. */
    @Override
    void close() throws IOException, SQLException;
}
