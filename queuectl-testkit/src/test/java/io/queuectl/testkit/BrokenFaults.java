package io.queuectl.testkit;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.FaultyStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract through faults of a planted broken store. Not a test of its own, as {@link BrokenContract} is none. */
@ExtendWith(BrokenContract.Planting.class)
class BrokenFaults extends FaultyStoreContract {

    private final Function<MemoryData, JobStore> opening;
    private final Duration patience;

    BrokenFaults(Function<MemoryData, JobStore> opening, Duration patience) {
        this.opening = opening;
        this.patience = patience;
    }

    @Override
    protected StoreFixture fixture() {
        MemoryData data = new MemoryData();
        return () -> opening.apply(data);
    }

    @Override
    protected Duration patience() {
        return patience;
    }
}
