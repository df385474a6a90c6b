package io.queuectl.testkit;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Schedules;
import io.queuectl.core.spi.StoreInfo;
import io.queuectl.core.spi.WakeUps;

/**
 * The store contract written out in plain maps under one lock: the reference that other stores are compared with, and a store
 * for tests that need no file. Nothing is durable, and every claim scans all jobs: keep it to some ten thousand.
 *
 * <p>Thread-safe. It reads no clock, but where a job is deleted that others wait for. Its wake-ups tell of every change of interest, also of one made through this very store.
 */
public final class MemoryJobStore implements JobStore {

    private final MemorySession session;
    private final NodeStore nodes;
    private final JobQueries queries;
    private final JobAdmin admin;
    private final BulkMoves bulk;
    private final Schedules schedules;
    private final QueueControl queues;

    /** An empty store. */
    public MemoryJobStore() {
        this(new MemoryData());
    }

    MemoryJobStore(MemoryData data) {
        session = new MemorySession(data);
        nodes = new MemoryNodes(session);
        queries = new MemoryQueries(session);
        admin = new MemoryAdmin(session);
        bulk = new MemoryBulk(session);
        schedules = new MemorySchedules(session);
        queues = new MemoryQueues(session);
    }

    /** Another store on the same data, as a second process would open it. Works after this one was closed, too. */
    public MemoryJobStore another() {
        return new MemoryJobStore(session.data);
    }

    @Override
    public Receipt exchange(Batch batch) {
        return session.answer(data -> new MemoryExchange(data).apply(batch));
    }

    @Override
    public NodeStore nodes() {
        return nodes;
    }

    @Override
    public JobQueries queries() {
        return queries;
    }

    @Override
    public JobAdmin admin() {
        return admin;
    }

    @Override
    public BulkMoves bulk() {
        return bulk;
    }

    @Override
    public Schedules schedules() {
        return schedules;
    }

    @Override
    public QueueControl queues() {
        return queues;
    }

    @Override
    public WakeUps wakeUps() {
        return session.answer(MemoryWakeUps::new);
    }

    @Override
    public StoreInfo info() {
        return session.answer(data -> new StoreInfo("Memory", "1", 1, "nothing", "memory"));
    }

    @Override
    public void close() {
        session.close();
    }
}
