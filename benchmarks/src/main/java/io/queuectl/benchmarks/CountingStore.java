package io.queuectl.benchmarks;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Schedules;
import io.queuectl.core.spi.StoreInfo;
import io.queuectl.core.spi.WakeUps;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A store that counts its exchanges and the settlements it has committed. Thread-safe. */
public final class CountingStore implements JobStore {

    private final JobStore store;
    private final AtomicLong exchanges = new AtomicLong();

    /** Guarded by this. */
    private long settled;

    public CountingStore(JobStore store) {
        this.store = store;
    }

    public long exchanges() {
        return exchanges.get();
    }

    /** Waits until that many settlements are committed, and answers how many are. */
    public synchronized long awaitSettled(long count) throws InterruptedException {
        while (settled < count) {
            wait();
        }
        return settled;
    }

    /** Waits until that many settlements are committed, at most that long; answers whether they are. */
    public synchronized boolean awaitSettled(long count, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long rest = atMost.toMillis(); settled < count && rest > 0; rest = (end - System.nanoTime()) / 1_000_000) {
            wait(rest);
        }
        return settled >= count;
    }

    @Override
    public Receipt exchange(Batch batch) {
        Receipt receipt = store.exchange(batch);
        exchanges.incrementAndGet();
        synchronized (this) {
            settled += receipt.settlements().size();
            notifyAll();
        }
        return receipt;
    }

    @Override
    public List<Insertion> insert(Connection transaction, List<NewJob> jobs, Instant now) {
        return store.insert(transaction, jobs, now);
    }

    @Override
    public int lanes() {
        return store.lanes();
    }

    @Override
    public int producers() {
        return store.producers();
    }

    @Override
    public InstantSource clock() {
        return store.clock();
    }

    @Override
    public NodeStore nodes() {
        return store.nodes();
    }

    @Override
    public JobQueries queries() {
        return store.queries();
    }

    @Override
    public JobAdmin admin() {
        return store.admin();
    }

    @Override
    public BulkMoves bulk() {
        return store.bulk();
    }

    @Override
    public Schedules schedules() {
        return store.schedules();
    }

    @Override
    public QueueControl queues() {
        return store.queues();
    }

    @Override
    public WakeUps wakeUps() {
        return store.wakeUps();
    }

    @Override
    public StoreInfo info() {
        return store.info();
    }

    @Override
    public void close() {
        store.close();
    }
}
