package io.queuectl.benchmarks.engine;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Schedules;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.StoreInfo;
import io.queuectl.core.spi.WakeUps;
import io.queuectl.testkit.MemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A store whose exchanges cost next to nothing, so that what is measured on it is the engine: claims are handed out of a prepared list, settlements
 * counted, new jobs forgotten. All else is the test kit's store in memory. Exchanges one at a time; else thread-safe.
 */
final class PreparedStore implements JobStore {

    static final String KIND = "nothing";

    private static final Insertion INSERTED = new Insertion.Inserted(JobId.of("1"));

    private final MemoryJobStore rest = new MemoryJobStore();
    private final int jobs;
    private final Semaphore news = new Semaphore(0);

    /** The i-th claim of a drain, the same in every drain; made for the first node that asks. Confined to the leader of the lane. */
    private List<Claim> claims = List.of();

    /** Guarded by this. */
    private int claimed;

    /** Guarded by this. */
    private int settled;

    private volatile long commitNanos;

    /** @param jobs in one drain */
    PreparedStore(int jobs) {
        this.jobs = jobs;
        claimed = jobs;
        settled = jobs;
    }

    /** For so long an exchange waits, with nothing to do. */
    void commitTakes(Duration time) {
        commitNanos = time.toNanos();
    }

    /** Lets all jobs wait to be claimed and returns when all are settled. */
    synchronized void drain() throws InterruptedException {
        claimed = 0;
        settled = 0;
        news.release();
        while (settled < jobs) {
            wait();
        }
    }

    @Override
    public Receipt exchange(Batch batch) {
        if (commitNanos > 0) {
            LockSupport.parkNanos(this, commitNanos);
        }
        List<Claimed> granted = batch.claims().stream().map(this::grant).toList();
        settle(batch.settlements().size());
        return new Receipt(
                Collections.nCopies(batch.settlements().size(), Settled.APPLIED),
                Collections.nCopies(batch.notes().size(), Settled.APPLIED),
                Collections.nCopies(batch.jobs().size(), INSERTED),
                granted);
    }

    private Claimed grant(ClaimRequest request) {
        if (claims.isEmpty()) {
            claims = prepared(request.epoch());
        }
        synchronized (this) {
            int from = claimed;
            claimed = Math.min(jobs, from + request.limit());
            return new Claimed(claims.subList(from, claimed), null, true);
        }
    }

    private synchronized void settle(int count) {
        settled += count;
        if (settled == jobs) {
            notifyAll();
        }
    }

    private List<Claim> prepared(long epoch) {
        Instant then = Instant.ofEpochMilli(1_700_000_000_000L);
        Payload payload = Payload.of("{}");
        return IntStream.rangeClosed(1, jobs)
                .mapToObj(i -> new Claim(
                        i,
                        JobId.of(String.valueOf(i)),
                        KIND,
                        QueueName.DEFAULT,
                        0,
                        payload,
                        Limits.UNSET,
                        Counters.ZERO,
                        new Token(epoch, i),
                        1,
                        then,
                        then,
                        then,
                        null,
                        false))
                .toList();
    }

    @Override
    public NodeStore nodes() {
        return rest.nodes();
    }

    @Override
    public JobQueries queries() {
        return rest.queries();
    }

    @Override
    public JobAdmin admin() {
        return rest.admin();
    }

    @Override
    public BulkMoves bulk() {
        return rest.bulk();
    }

    @Override
    public Schedules schedules() {
        return rest.schedules();
    }

    @Override
    public QueueControl queues() {
        return rest.queues();
    }

    @Override
    public WakeUps wakeUps() {
        return new WakeUps() {
            @Override
            public boolean await(Duration atMost) throws InterruptedException {
                return news.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public void close() {
                news.drainPermits();
            }
        };
    }

    @Override
    public StoreInfo info() {
        return rest.info();
    }

    @Override
    public void close() {
        rest.close();
    }
}
