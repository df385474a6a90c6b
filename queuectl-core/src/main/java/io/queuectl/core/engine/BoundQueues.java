package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The places that this node has of queues that bound how many of their jobs run at a time. Thread-safe. */
final class BoundQueues {

    private final QueueBook book;
    private final List<Pool> pools;
    private final long longestWaitNanos;
    private final Map<QueueName, QueuePlaces> places = new ConcurrentHashMap<>();

    /** What runs on this node. Set once, while the engine is wired. */
    private Supplier<Stream<Claim>> running = Stream::of;

    /** @param longestWaitNanos no job may be expected to wait longer than this for its start */
    BoundQueues(QueueBook book, List<Pool> pools, long longestWaitNanos) {
        this.book = book;
        this.pools = pools;
        this.longestWaitNanos = longestWaitNanos;
    }

    void whatRuns(Supplier<Stream<Claim>> claims) {
        running = claims;
    }

    /** How many jobs of the queue may run at a time on all nodes together, as far as is known. */
    int most(QueueName queue) {
        QueueSettings settings = book.of(queue);
        Integer most = settings == null ? null : settings.maxRunning();
        return most == null ? Integer.MAX_VALUE : most;
    }

    private boolean isBound(QueueName queue) {
        return most(queue) < Integer.MAX_VALUE;
    }

    /** The places in the queue, or {@code null} if it bounds nothing. */
    @Nullable
    QueuePlaces of(QueueName queue) {
        return isBound(queue) ? places.computeIfAbsent(queue, this::made) : null;
    }

    private QueuePlaces made(QueueName queue) {
        int slots = pools.stream()
                .filter(pool -> pool.service().serves(queue))
                .mapToInt(Pool::slots)
                .sum();
        List<Token> before = running.get()
                .filter(claim -> claim.queue().equals(queue))
                .map(Claim::token)
                .toList();
        return new QueuePlaces(slots, before, longestWaitNanos);
    }

    /** Whether the queue bounds nothing, or may be asked for jobs. */
    boolean hasRoom(QueueName queue, long nowNanos, long pollNanos) {
        QueuePlaces its = of(queue);
        return its == null || its.hasRoom(most(queue), nowNanos, pollNanos);
    }

    /** Whether there is a queue of which enough waits here for its places. */
    boolean isStocked() {
        if (places.isEmpty()) {
            return false;
        }
        for (QueuePlaces its : places.values()) {
            if (its.isStocked()) {
                return true;
            }
        }
        return false;
    }

    void left(Claim claim) {
        QueuePlaces its = places.get(claim.queue());
        if (its != null) {
            its.left(claim.token());
        }
    }

    /** The settings have changed: whatever waits is given back, and queues that bound nothing any more are forgotten. */
    List<Claim> settingsChanged() {
        List<Claim> back = takeBack(pool -> true);
        places.keySet().removeIf(queue -> !isBound(queue));
        return back;
    }

    List<Claim> takeBack(Predicate<Pool> of) {
        return gather(its -> its.takeBack(of));
    }

    /** Takes out what has waited since before that, because the jobs before it turned out slower than was expected. */
    List<Claim> takeBackStale(long beforeNanos) {
        return gather(its -> its.takeBackStale(beforeNanos));
    }

    private List<Claim> gather(Function<QueuePlaces, List<Claim>> each) {
        List<Claim> back = new ArrayList<>();
        places.values().forEach(its -> back.addAll(each.apply(its)));
        return back;
    }

    @Nullable
    Claim takeOut(Token token) {
        for (QueuePlaces its : places.values()) {
            Claim claim = its.takeOut(token);
            if (claim != null) {
                return claim;
            }
        }
        return null;
    }

    void committed(long nanos) {
        places.values().forEach(its -> its.committed(nanos));
    }
}
