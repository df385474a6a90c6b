package io.queuectl.store.h2;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.cost.Bounds;
import io.queuectl.testkit.cost.Cost;
import io.queuectl.testkit.cost.CostContract;
import io.queuectl.testkit.cost.CostFixture;
import io.queuectl.testkit.cost.JdbcMeter;
import io.queuectl.testkit.cost.Phase;
import java.nio.file.Path;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;

/** What a job costs on a file. There is no server, so a round trip is a call of the driver; a commit is one. H2 never syncs, so that no syncs are counted. */
class H2CostTest extends CostContract {

    @TempDir
    Path folder;

    /** To be lowered when the store gets better. */
    @Override
    protected Bounds bounds(Phase phase) {
        return switch (phase) {
            // Next number, job; commit.
            case ENQUEUE -> new Bounds(2.01, 3.01, 1.001);
            // The same a commit, and four jobs share two.
            case ENQUEUE_BY_FOUR -> new Bounds(1.6, 1.7, 0.55);
            // Many jobs a statement.
            case ENQUEUE_IN_BULK -> new Bounds(0.05, 0.006, 0.002);
            // On a slow machine no two jobs end in the same millisecond, and each is completed by a statement of its
            // own.
            case DRAIN -> new Bounds(1.2, 0.2, 0.02);
            case DRAIN_WITH_FAILURES -> new Bounds(1.45, 0.4, 0.02);
        };
    }

    @Override
    protected CostFixture fixture() {
        JdbcMeter meter = new JdbcMeter();
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:async:" + folder.resolve(UUID.randomUUID().toString()));
        JobStore store = H2Store.of(meter.on(source));
        return new CostFixture() {
            @Override
            public JobStore store() {
                return store;
            }

            @Override
            public Cost spent() {
                return meter.spent();
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
