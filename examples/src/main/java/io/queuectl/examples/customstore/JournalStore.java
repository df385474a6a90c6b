package io.queuectl.examples.customstore;

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
import java.util.concurrent.atomic.AtomicBoolean;

/** A store on a {@link Journal}. */
final class JournalStore implements JobStore {

    private final Session session;
    private final Runnable release;
    private final NodeStore nodes;
    private final JobQueries queries;
    private final JobAdmin admin;
    private final BulkMoves bulk;
    private final Schedules schedules;
    private final QueueControl queues;
    private final AtomicBoolean closed = new AtomicBoolean();

    JournalStore(Database database, Runnable release) {
        this.session = new Session(database);
        this.release = release;
        this.nodes = new JournalNodes(session);
        this.queries = new JournalQueries(session);
        this.admin = new JournalAdmin(session);
        this.bulk = new JournalBulk(session);
        this.schedules = new JournalSchedules(session);
        this.queues = new JournalQueues(session);
    }

    @Override
    public Receipt exchange(Batch batch) {
        return session.write(transaction -> new BatchStep(transaction, batch).apply());
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
        return new JournalWakeUps(session.database());
    }

    @Override
    public StoreInfo info() {
        return new StoreInfo(
                "Journal",
                "1",
                1,
                "every commit is forced to disk",
                session.database().location());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.close();
            release.run();
        }
    }
}
