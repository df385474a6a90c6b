package io.queuectl.testkit;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The contract of a planted broken store. Not a test of its own: {@link BrokenStoresTest} runs it and wants it to fail. */
@ExtendWith(BrokenContract.Planting.class)
class BrokenContract extends JobStoreContract {

    /** Names the {@link Defect}; without it the store is sound. */
    static final String DEFECT = "queuectl.defect";

    private final Function<MemoryData, JobStore> opening;

    BrokenContract(Function<MemoryData, JobStore> opening) {
        this.opening = opening;
    }

    @Override
    protected StoreFixture fixture() {
        MemoryData data = new MemoryData();
        return () -> opening.apply(data);
    }

    /** Hands the store under test to the contract, and how long to wait for what it may never do. */
    static final class Planting implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return List.of(Function.class, Duration.class)
                    .contains(parameter.getParameter().getType());
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Optional<String> defect = context.getConfigurationParameter(DEFECT);
            if (parameter.getParameter().getType() == Duration.class) {
                return Duration.ofSeconds(defect.isPresent() ? 1 : 30);
            }
            Function<MemoryData, JobStore> opening = defect.<Function<MemoryData, JobStore>>map(
                            name -> Defect.valueOf(name)::open)
                    .orElse(MemoryJobStore::new);
            return opening;
        }
    }
}
