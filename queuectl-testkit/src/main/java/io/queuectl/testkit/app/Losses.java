package io.queuectl.testkit.app;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.AttemptMiddleware;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets attempts be lost on demand: when the work is done and before its outcome is written, somebody else settles the job as lost, as the reaper
 * of another node does when this one has died. Thread-safe.
 */
final class Losses implements AttemptMiddleware {

    private static final Failure LOST = Failure.of("lost", "lost: the test let its process die");

    private final JobStore store;
    private final InstantSource clock;

    /** How many attempts of each kind are still to be lost. */
    private final Map<String, Integer> wanted = new ConcurrentHashMap<>();

    Losses(JobStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    void loseNext(String kind) {
        wanted.merge(kind, 1, Integer::sum);
    }

    @Override
    public Outcome around(AttemptContext attempt, Next next) throws Exception {
        Outcome outcome = next.run();
        if (take(attempt.kind())) {
            lose(attempt);
        }
        return outcome;
    }

    private boolean take(String kind) {
        boolean[] taken = {false};
        wanted.computeIfPresent(kind, (key, left) -> {
            taken[0] = true;
            return left == 1 ? null : left - 1;
        });
        return taken[0];
    }

    private void lose(AttemptContext attempt) {
        JobView job = store.queries().find(attempt.id()).orElseThrow();
        Instant now = Instant.ofEpochMilli(clock.millis());
        Settlement lost = new Settlement(
                job.number(),
                job.queue(),
                attempt.token(),
                AttemptEnd.LOST,
                JobState.waiting(job.counters().attempts()),
                job.runAt(),
                job.startedAt(),
                now,
                LOST);
        store.exchange(Batch.of(now).settle(List.of(lost)));
    }
}
