package io.queuectl.core.engine;

import io.queuectl.api.QueueDrainingException;
import io.queuectl.api.QueueFullException;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets new jobs into queues that take them: none into one that is drained, and into one that is bounded as many as it has room for. An unbounded queue is
 * not looked at. Thread-safe.
 *
 * <p>How much room there is, is counted in the database and remembered for a tenth of a second, less what this process brought meanwhile. So one process never
 * brings more than fit; of several each may, at most, fill the room that was there at its own count.
 */
final class Admission {

    private static final long COUNT_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LOOK_MILLIS = 20;

    private final QueueBook book;
    private final QueueControl store;
    private final Ticker ticker;

    /** Guarded by this. */
    private final Map<QueueName, Room> rooms = new HashMap<>();

    /** Of one bounded queue. Guarded by the admission. */
    private static final class Room {
        private int left;
        private int entering;
        private @Nullable Long countedNanos;
    }

    Admission(QueueBook book, QueueControl store, Ticker ticker) {
        this.book = book;
        this.store = store;
        this.ticker = ticker;
    }

    /**
     * Does the insertion if all the jobs are let in.
     *
     * @throws QueueDrainingException if one of their queues is drained
     * @throws QueueFullException if one of their queues has no room for all that go there
     */
    <T> T admit(List<NewJob> jobs, Supplier<T> insertion) {
        Map<QueueName, Integer> bounded = bounded(jobs);
        if (bounded.isEmpty()) {
            return insertion.get();
        }
        QueueFullException full = enter(bounded);
        if (full != null) {
            throw full;
        }
        return insertAndLeave(bounded, insertion);
    }

    /** The same, and waits at most that long for room. */
    <T> T admit(List<NewJob> jobs, Supplier<T> insertion, Duration patience) throws InterruptedException {
        long started = System.nanoTime();
        Map<QueueName, Integer> bounded = bounded(jobs);
        QueueFullException full = enter(bounded);
        while (full != null) {
            long leftMillis = patience.minusNanos(System.nanoTime() - started).toMillis();
            if (leftMillis <= 0) {
                throw full;
            }
            rest(Math.min(leftMillis, LOOK_MILLIS));
            bounded = bounded(jobs);
            full = enter(bounded);
        }
        return insertAndLeave(bounded, insertion);
    }

    private <T> T insertAndLeave(Map<QueueName, Integer> bounded, Supplier<T> insertion) {
        try {
            return insertion.get();
        } finally {
            leave(bounded);
        }
    }

    /** How many jobs go to each bounded queue. */
    private Map<QueueName, Integer> bounded(List<NewJob> jobs) {
        book.refresh();
        Map<QueueName, Integer> bounded = Map.of();
        for (NewJob job : jobs) {
            QueueSettings settings = book.of(job.queue());
            if (settings != null && settings.draining()) {
                throw new QueueDrainingException(job.queue());
            }
            if (settings != null && settings.maxWaiting() != null) {
                bounded = bounded.isEmpty() ? new TreeMap<>() : bounded;
                bounded.merge(job.queue(), 1, Integer::sum);
            }
        }
        return bounded;
    }

    /** Takes room in all of them, or answers which is full. */
    private synchronized @Nullable QueueFullException enter(Map<QueueName, Integer> bounded) {
        for (Map.Entry<QueueName, Integer> wish : bounded.entrySet()) {
            QueueSettings settings = book.of(wish.getKey());
            Integer most = settings == null ? null : settings.maxWaiting();
            if (most != null && !hasRoom(wish.getKey(), wish.getValue(), most)) {
                return new QueueFullException(wish.getKey(), most, wish.getValue());
            }
        }
        bounded.forEach((queue, jobs) -> {
            Room room = room(queue);
            room.left -= jobs;
            room.entering += jobs;
        });
        return null;
    }

    private boolean hasRoom(QueueName queue, int jobs, int most) {
        Room room = room(queue);
        long now = ticker.nanos();
        boolean known = room.countedNanos != null && now - room.countedNanos < COUNT_NANOS;
        if (!known || room.left < jobs) {
            // Those that are entering may be counted already: rather too few are let in for a moment than too many.
            room.left = most - store.waiting(queue, most) - room.entering;
            room.countedNanos = now;
        }
        return room.left >= jobs;
    }

    private Room room(QueueName queue) {
        return rooms.computeIfAbsent(queue, any -> new Room());
    }

    private synchronized void leave(Map<QueueName, Integer> bounded) {
        bounded.forEach((queue, jobs) -> room(queue).entering -= jobs);
    }

    private synchronized void rest(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
