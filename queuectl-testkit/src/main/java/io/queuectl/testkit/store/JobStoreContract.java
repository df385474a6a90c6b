package io.queuectl.testkit.store;

import org.junit.jupiter.api.Nested;

/**
 * Everything a store promises, as one test class to extend:
 *
 * <pre>{@code
 * class MyStoreContractTest extends JobStoreContract {
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
public abstract class JobStoreContract {

    /** Data of its own for one test: called before each, on an instance of its own. */
    protected abstract StoreFixture fixture();

    @Nested
    class Inserts extends InsertContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Keys extends UniqueContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Waits extends AfterContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Groups extends GroupContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class CancelStorms extends CancelStorm {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class WaitStorms extends AfterStorm {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Claims extends ClaimContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Storms extends ClaimStorm {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class LimitStorms extends LimitStorm {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Queues extends QueueControlContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Places extends PlacesContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Settlements extends SettleContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Notes extends NoteContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Outputs extends OutputContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class States extends StateContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Exchanges extends ExchangeContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Nodes extends NodeContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Queries extends QueryContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Counts extends CountContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Admin extends AdminContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Bulk extends BulkContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Restores extends RestoreContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class TiesOfRestored extends TiesContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Scheduling extends ScheduleContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class ScheduleStorms extends ScheduleStorm {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Life extends LifeContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }

    @Nested
    class Walks extends WalkContract {
        @Override
        protected StoreFixture fixture() {
            return JobStoreContract.this.fixture();
        }
    }
}
