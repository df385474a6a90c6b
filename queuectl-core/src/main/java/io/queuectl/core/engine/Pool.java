package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Some slots that serve one queue, several or every queue, and the jobs claimed for them that have not started. Thread-safe where not
 * said otherwise.
 */
final class Pool implements Prefetch.Work {

    private final Service service;
    private final LinkedBlockingQueue<Held> ahead = new LinkedBlockingQueue<>();

    /** Jobs taken in and not ended: those ahead, those running, and those between the two. */
    private final AtomicInteger held = new AtomicInteger();

    /** Jobs of {@link #held} that wait for a place in their queue. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicInteger unwritten = new AtomicInteger();
    private final LongAdder busyNanos = new LongAdder();
    private final LongAdder ended = new LongAdder();

    /** A claim and when this node got it. */
    record Held(Claim claim, long sinceNanos) {}

    Pool(Service service) {
        this.service = service;
    }

    Service service() {
        return service;
    }

    @Override
    public int slots() {
        return service.slots();
    }

    /** Waits for a job to start. */
    Held take() throws InterruptedException {
        return ahead.take();
    }

    void add(Held claim) {
        held.incrementAndGet();
        ahead.add(claim);
    }

    /** A job is held that waits for a place in its queue. */
    void hold() {
        waiting.incrementAndGet();
        held.incrementAndGet();
    }

    /** It has one. */
    void admit(Held claim) {
        ahead.add(claim);
        waiting.decrementAndGet();
    }

    /** It waits no more, and will not start here. */
    void letGo() {
        held.decrementAndGet();
        waiting.decrementAndGet();
    }

    void attemptEnded(long nanos) {
        held.decrementAndGet();
        busyNanos.add(nanos);
        ended.increment();
    }

    /** An outcome has been handed to the lane. */
    void outcomeHanded() {
        unwritten.incrementAndGet();
    }

    void outcomeWritten() {
        unwritten.decrementAndGet();
    }

    /** Outcomes that no commit has taken yet. */
    int unwritten() {
        return unwritten.get();
    }

    int running() {
        return Math.max(0, held.get() - ahead());
    }

    /** Jobs claimed and not started. */
    int ahead() {
        return ahead.size() + waiting.get();
    }

    /** Whether nothing is ahead or running. */
    boolean isIdle() {
        return held.get() == 0;
    }

    int free() {
        return slots() - held.get();
    }

    /** Takes back every job that has not started. */
    List<Claim> takeBack() {
        List<Held> back = new ArrayList<>();
        held.addAndGet(-ahead.drainTo(back));
        return back.stream().map(Held::claim).toList();
    }

    /** Takes back every job of such a queue that has not started. */
    List<Claim> takeBack(Predicate<QueueName> which) {
        List<Claim> back = new ArrayList<>();
        for (Held waiting : ahead) {
            if (which.test(waiting.claim().queue()) && ahead.remove(waiting)) {
                held.decrementAndGet();
                back.add(waiting.claim());
            }
        }
        return back;
    }

    /** Takes out one job that has not started, or {@code null} if it is not there. */
    @Nullable
    Claim takeOut(Token token) {
        for (Held waiting : ahead) {
            if (waiting.claim().token().equals(token) && ahead.remove(waiting)) {
                held.decrementAndGet();
                return waiting.claim();
            }
        }
        return null;
    }

    /** Since when the job that waits longest for its start has been held, or {@code null} if none does. */
    @Nullable
    Long oldestAhead() {
        Held oldest = ahead.peek();
        return oldest == null ? null : oldest.sinceNanos();
    }

    @Override
    public long busyNanos() {
        return busyNanos.sum();
    }

    @Override
    public long ended() {
        return ended.sum();
    }

    @Override
    public String toString() {
        return service.toString();
    }
}
