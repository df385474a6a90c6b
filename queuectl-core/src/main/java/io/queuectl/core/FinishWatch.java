package io.queuectl.core;

import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobView;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.JobQueries;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells stages when their jobs are finished: told by this process's own engine, and looking at longer and longer intervals for those that others run. One thread
 * for all of them, started with the first; no query while nobody waits. Thread-safe.
 */
final class FinishWatch {

    private static final long FIRST_MILLIS = 25;
    private static final long LONGEST_MILLIS = 1_000;

    private final JobQueries queries;
    private final Callbacks callbacks;
    private final Map<JobId, Set<Look>> watched = new ConcurrentHashMap<>();

    /** Its thread starts with its first task. */
    private final ScheduledThreadPoolExecutor thread;

    FinishWatch(JobQueries queries, Callbacks callbacks) {
        this.queries = queries;
        this.callbacks = callbacks;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread named = new Thread(task, "queuectl-finish-1");
            named.setDaemon(true);
            return named;
        });
        thread.setRemoveOnCancelPolicy(true);
    }

    CompletionStage<JobView> whenFinished(JobId id) {
        Look look = new Look(id);
        watched.compute(id, (same, known) -> {
            Set<Look> looks = known == null ? ConcurrentHashMap.newKeySet() : known;
            looks.add(look);
            return looks;
        });
        CompletionStage<JobView> unused = look.stage.whenComplete((job, failure) -> forget(look));
        look.now();
        return look.stage;
    }

    /** That job ended here, or was withdrawn. Returns at once. */
    void finished(JobId id) {
        Set<Look> looks = watched.isEmpty() ? null : watched.get(id);
        if (looks != null) {
            looks.forEach(Look::now);
        }
    }

    /** Whether anybody waits. */
    boolean isIdle() {
        return watched.isEmpty() && thread.getQueue().isEmpty();
    }

    private void forget(Look look) {
        watched.computeIfPresent(look.id, (same, looks) -> {
            looks.remove(look);
            return looks.isEmpty() ? null : looks;
        });
        look.drop();
    }

    /** Whoever still waits is told that nobody looks any more. Idempotent. */
    void close() {
        thread.shutdownNow();
        watched.values().stream().flatMap(Collection::stream).forEach(Look::giveUp);
    }

    /** For one stage. */
    private final class Look implements Runnable {

        private final JobId id;
        private final CompletableFuture<JobView> stage = new CompletableFuture<>();

        /** Used by the thread. */
        private long waitMillis = FIRST_MILLIS;

        private volatile @Nullable Future<?> next;

        Look(JobId id) {
            this.id = id;
        }

        void now() {
            try {
                thread.execute(this);
            } catch (RejectedExecutionException closed) {
                giveUp();
            }
        }

        @Override
        public void run() {
            if (stage.isDone()) {
                return;
            }
            try {
                JobView job = queries.find(id).orElseThrow(() -> new JobNotFoundException(id));
                if (job.state().isFinished()) {
                    callbacks.complete(stage, job);
                } else {
                    later(Math.min(2 * waitMillis, LONGEST_MILLIS));
                }
            } catch (StoreException failed) {
                if (failed.isTransient()) {
                    later(LONGEST_MILLIS);
                } else {
                    callbacks.fail(stage, failed);
                }
            } catch (RuntimeException | Error failed) {
                callbacks.fail(stage, failed);
            }
        }

        private void later(long longerMillis) {
            drop();
            try {
                next = thread.schedule(this, waitMillis, TimeUnit.MILLISECONDS);
                waitMillis = longerMillis;
            } catch (RejectedExecutionException closed) {
                giveUp();
            }
            if (stage.isDone()) {
                // Guards against a stage that was given up between the look and the plan for the next one.
                drop();
            }
        }

        void drop() {
            Future<?> planned = next;
            if (planned != null) {
                planned.cancel(false);
            }
        }

        void giveUp() {
            callbacks.fail(
                    stage,
                    new IllegalStateException("this queue was closed while somebody waited for job " + id
                            + ", which goes on without it"));
        }
    }
}
