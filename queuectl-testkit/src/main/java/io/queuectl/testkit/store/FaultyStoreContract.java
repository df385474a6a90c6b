package io.queuectl.testkit.store;

import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * What a store promises to those who reach it through faults, as one test class to extend beside {@link JobStoreContract}: each call may be
 * refused, may be made and lose its answer, or may be slow, and still nothing is lost and nothing doubled.
 *
 * <pre>{@code
 * class MyStoreFaultsTest extends FaultyStoreContract {
 *
 *     @TempDir
 *     Path folder;
 *
 *     @Override
 *     protected StoreFixture fixture() {
 *         return () -> MyStore.open(folder.resolve("jobs.db"));
 *     }
 * }
 * }</pre>
 */
public abstract class FaultyStoreContract {

    /** Data of its own for one test: called before each, on an instance of its own. */
    protected abstract StoreFixture fixture();

    /** How long the work may show no progress before it is taken for stuck. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Nested
    class Walks extends FaultyWalkContract {
        @Override
        protected StoreFixture fixture() {
            return FaultyStoreContract.this.fixture();
        }
    }

    @Nested
    class Work extends FaultyWorkContract {
        @Override
        protected Duration patience() {
            return FaultyStoreContract.this.patience();
        }

        @Override
        protected StoreFixture fixture() {
            return FaultyStoreContract.this.fixture();
        }
    }
}
