package io.queuectl.core;

import io.queuectl.api.JobId;
import io.queuectl.api.QueueDrainingException;
import io.queuectl.api.QueueFullException;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enqueues for callers who do not wait: one thread, started with the first of their jobs, takes along whatever arrived during its last commit. Thread-safe.
 *
 * <p>What waits is bounded: who hands over faster than the database commits is told, before it costs the heap.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** The most that waits, by its payloads and {@value #OVERHEAD} bytes a job. */
    static final long MOST_BYTES = 64L << 20;

    private static final long OVERHEAD = 1_024;

    /** Jobs in one commit. */
    private static final int MOST_JOBS = 1_000;

    /** How long close lets the last ones be committed. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(15);

    private record Parcel(NewJob job, CompletableFuture<JobId> stage) {
        long bytes() {
            return job.payload().size() + OVERHEAD;
        }
    }

    private final Function<List<NewJob>, List<Insertion>> enqueue;
    private final Callbacks callbacks;

    /** Guarded by this, as is all below. */
    private final Deque<Parcel> waiting = new ArrayDeque<>();

    private long bytes;
    private boolean closed;
    private @Nullable Thread thread;

    Courier(Function<List<NewJob>, List<Insertion>> enqueue, Callbacks callbacks) {
        this.enqueue = enqueue;
        this.callbacks = callbacks;
    }

    /** Returns at once. The stage can be cancelled as long as the job was not sent. */
    CompletionStage<JobId> send(NewJob job) {
        Parcel parcel = new Parcel(job, new CompletableFuture<>());
        if (!take(parcel)) {
            callbacks.fail(
                    parcel.stage(),
                    StoreException.of(
                            StoreException.Reason.BUSY,
                            "enqueue asynchronously: " + (MOST_BYTES >> 20)
                                    + " MiB of jobs wait to be committed; wait for earlier stages before handing over more",
                            null));
        }
        return parcel.stage();
    }

    private synchronized boolean take(Parcel parcel) {
        if (closed) {
            throw new IllegalStateException("this queue was closed");
        }
        if (bytes + parcel.bytes() > MOST_BYTES) {
            return false;
        }
        bytes += parcel.bytes();
        waiting.add(parcel);
        if (thread == null) {
            thread = new Thread(this::run, "queuectl-courier-1");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
        return true;
    }

    private void run() {
        for (List<Parcel> load = next(); !load.isEmpty(); load = next()) {
            bring(load);
        }
    }

    /** Waits for some; empty when there are none left and none will come. */
    private synchronized List<Parcel> next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException nobodyMayInterruptIt) {
                LOG.debug("event=courier_interrupted");
            }
        }
        List<Parcel> load = new ArrayList<>();
        while (!waiting.isEmpty() && load.size() < MOST_JOBS) {
            Parcel parcel = waiting.remove();
            bytes -= parcel.bytes();
            load.add(parcel);
        }
        return load;
    }

    /** Never throws: the others wait for this thread. */
    private void bring(List<Parcel> load) {
        List<Parcel> wanted =
                load.stream().filter(parcel -> !parcel.stage().isDone()).toList();
        if (wanted.isEmpty()) {
            return;
        }
        try {
            List<Insertion> insertions =
                    enqueue.apply(wanted.stream().map(Parcel::job).toList());
            for (int i = 0; i < wanted.size(); i++) {
                answer(wanted.get(i), insertions.get(i));
            }
        } catch (Throwable failed) {
            if (wanted.size() > 1 && isAboutOneOfThem(failed)) {
                wanted.forEach(parcel -> bring(List.of(parcel)));
            } else {
                wanted.forEach(parcel -> callbacks.fail(parcel.stage(), failed));
            }
        }
    }

    /** Whether nothing was written, and the others might be. */
    private static boolean isAboutOneOfThem(Throwable failed) {
        return failed instanceof QueueDrainingException
                || failed instanceof QueueFullException
                || (failed instanceof StoreException store
                        && store.reason() == StoreException.Reason.REJECTED
                        && !store.outcomeUnknown());
    }

    private void answer(Parcel parcel, Insertion insertion) {
        JobId id;
        try {
            id = Answers.id(insertion);
        } catch (RuntimeException refused) {
            callbacks.fail(parcel.stage(), refused);
            return;
        }
        callbacks.complete(parcel.stage(), id);
    }

    /** Takes no more, has brought what it took or tells that it was not, and returns. Idempotent. */
    void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = thread;
            notifyAll();
        }
        if (last != null && last != Thread.currentThread()) {
            try {
                last.join(LAST_WAIT.toMillis());
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
        for (List<Parcel> left = next(); !left.isEmpty(); left = next()) {
            left.forEach(parcel -> callbacks.fail(
                    parcel.stage(),
                    new IllegalStateException(
                            "this queue was closed before the job could be brought: it was not enqueued")));
        }
    }
}
