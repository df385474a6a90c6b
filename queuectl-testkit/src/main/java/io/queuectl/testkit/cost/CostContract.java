package io.queuectl.testkit.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.JobStore;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A job costs a store no more than it may, as one test class to extend. Counts, so that it says the same on every machine; each bound is also seen to be
 * exceeded, by a store that wastes on purpose.
 */
public abstract class CostContract {

    /** A fresh store on a meter. The contract closes it. */
    protected abstract CostFixture fixture() throws Exception;

    /** The most that one job of a phase may cost. */
    protected abstract Bounds bounds(Phase phase);

    @ParameterizedTest
    @EnumSource
    void aJobCostsNoMoreThanItMay(Phase phase) throws Exception {
        assertThat(exceeded(phase, store -> store)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatWastesExceedsEveryBound(Phase phase) throws Exception {
        assertThat(exceeded(phase, WastefulStore::on))
                .as("what waste exceeds: a bound that is missing here has become too loose and wants lowering")
                .hasSize(3);
    }

    private List<String> exceeded(Phase phase, UnaryOperator<JobStore> defect) throws Exception {
        try (CostFixture fixture = fixture()) {
            phase.prepare(fixture.store());
            Cost before = fixture.spent();
            phase.run(defect.apply(fixture.store()));
            Cost cost = fixture.spent().minus(before);
            System.out.printf("%s, %d jobs: %s%n", phase, phase.jobs(), cost);
            return bounds(phase).exceeded(cost, phase.jobs());
        }
    }
}
