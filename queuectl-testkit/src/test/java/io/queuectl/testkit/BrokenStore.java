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
import java.util.function.Function;

/** The reference store with its tables laid open, for a subclass to break one promise. */
class BrokenStore implements JobStore {

    private final MemorySession session;
    private final MemoryJobStore sound;

    BrokenStore(MemoryData data) {
        session = new MemorySession(data);
        sound = new MemoryJobStore(data);
    }

    @Override
    public Receipt exchange(Batch batch) {
        return sound.exchange(batch);
    }

    @Override
    public NodeStore nodes() {
        return sound.nodes();
    }

    @Override
    public JobQueries queries() {
        return sound.queries();
    }

    @Override
    public JobAdmin admin() {
        return sound.admin();
    }

    @Override
    public BulkMoves bulk() {
        return sound.bulk();
    }

    @Override
    public Schedules schedules() {
        return sound.schedules();
    }

    @Override
    public QueueControl queues() {
        return sound.queues();
    }

    @Override
    public WakeUps wakeUps() {
        return sound.wakeUps();
    }

    @Override
    public StoreInfo info() {
        return sound.info();
    }

    @Override
    public void close() {
        session.close();
        sound.close();
    }

    final MemorySession session() {
        return session;
    }

    final <T> T locked(Function<MemoryData, T> body) {
        return session.answer(body);
    }
}
