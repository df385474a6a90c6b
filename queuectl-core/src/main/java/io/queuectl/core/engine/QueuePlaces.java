package io.queuectl.core.engine;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.PlaceWish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The places that this node was given of one queue that bounds how many of its jobs run at a time. A job that is claimed ahead waits here until one is free. Thread-safe.
 *
 * <p>While a request for places is under way no more of them are used than it said.
 */
final class QueuePlaces implements Prefetch.Work {

    /** A job that waits for a place, and where it goes then. */
    private record Waiting(Pool pool, Pool.Held held) {}

    private final Prefetch prefetch;

    /** Of jobs that use a place: they run, or are on their way to a slot. */
    private final Set<Token> using = new HashSet<>();

    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** Of all pools that serve the queue. */
    private final int slots;

    private int given;

    /** Requests under way: one, and another where that has not been answered for long. */
    private int asking;

    private long askedNanos;

    /** The least that was given by those that were under way together: they may have been heeded in any order. */
    private int least;

    private int ahead;
    private long ended;
    private long busyNanos;

    /**
     * @param running jobs of the queue that run already
     * @param longestWaitNanos no job may be expected to wait longer than this for its start
     */
    QueuePlaces(int slots, Collection<Token> running, long longestWaitNanos) {
        this.slots = slots;
        this.using.addAll(running);
        this.given = running.size();
        this.prefetch = new Prefetch(this, longestWaitNanos);
    }

    /** Whether it may be asked for jobs, where the queue lets so many run at a time. */
    synchronized boolean hasRoom(int bound, long nowNanos, long pollNanos) {
        boolean mayAsk = asking == 0 || nowNanos - askedNanos >= pollNanos;
        return mayAsk && room(Math.min(slots, bound)) > 0;
    }

    /** Whether what waits here lasts for a while, so that outcomes can be written with the claim that it will come to. */
    synchronized boolean isStocked() {
        return !waiting.isEmpty() && room(given) < Math.max(1, ahead - ahead / 2);
    }

    private int room(int places) {
        return places + ahead - using.size() - waiting.size();
    }

    /** What to say with a request, which {@link #answered} follows; {@code null} if there is no room. */
    synchronized @Nullable PlaceWish wish(int bound, long nowNanos, long pollNanos) {
        if (!hasRoom(bound, nowNanos, pollNanos)) {
            return null;
        }
        int held = using.size() + waiting.size();
        int kept = Math.max(using.size(), Math.min(given, held));
        least = asking++ == 0 ? Integer.MAX_VALUE : least;
        askedNanos = nowNanos;
        given = kept;
        int wanted = Math.max(1, Math.min(slots, bound));
        return new PlaceWish(held, kept, wanted, Math.max(0, ahead - (held - kept)));
    }

    /** @param places {@code null} if nothing was learnt: they are as they were */
    synchronized void answered(@Nullable Integer places) {
        least = Math.min(least, places == null ? given : places);
        if (--asking == 0) {
            given = least;
            admit();
        }
    }

    /** Takes in a job of the queue. */
    synchronized void add(Pool pool, Pool.Held held) {
        pool.hold();
        waiting.add(new Waiting(pool, held));
        admit();
    }

    /** An attempt ended after so long. */
    synchronized void ended(Token token, long nanos) {
        ended++;
        busyNanos += nanos;
        left(token);
    }

    /** A job uses no place here any more. */
    synchronized void left(Token token) {
        if (using.remove(token)) {
            admit();
        }
    }

    private void admit() {
        while (!waiting.isEmpty() && isFree()) {
            Waiting next = waiting.remove();
            using.add(next.held().claim().token());
            next.pool().admit(next.held());
        }
    }

    private boolean isFree() {
        return using.size() < given;
    }

    /** Takes out the jobs that wait for such a pool. */
    synchronized List<Claim> takeBack(Predicate<Pool> of) {
        List<Claim> back = new ArrayList<>();
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (of.test(next.pool())) {
                each.remove();
                next.pool().letGo();
                back.add(next.held().claim());
            }
        }
        return back;
    }

    /** Takes out one job that waits, or answers {@code null}. */
    synchronized @Nullable Claim takeOut(Token token) {
        for (Waiting next : waiting) {
            if (next.held().claim().token().equals(token)) {
                waiting.remove(next);
                next.pool().letGo();
                return next.held().claim();
            }
        }
        return null;
    }

    /** Takes out everything that waits, if the first has waited since before that. */
    synchronized List<Claim> takeBackStale(long beforeNanos) {
        Waiting oldest = waiting.peek();
        if (oldest == null || oldest.held().sinceNanos() - beforeNanos >= 0) {
            return List.of();
        }
        ahead = 0;
        prefetch.heldTooLong();
        return takeBack(pool -> true);
    }

    synchronized void committed(long nanos) {
        prefetch.learn(nanos);
        ahead = prefetch.target();
    }

    @Override
    public synchronized int slots() {
        return Math.max(1, given);
    }

    @Override
    public synchronized long ended() {
        return ended;
    }

    @Override
    public synchronized long busyNanos() {
        return busyNanos;
    }
}
