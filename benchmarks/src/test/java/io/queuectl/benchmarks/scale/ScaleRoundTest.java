package io.queuectl.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ScaleRoundTest {

    @Test
    void aPlantedDuplicateAndAPlantedLossAreSeen() {
        assertThatCode(() -> ScaleRound.check(runs(1, 0, 1), 2)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ScaleRound.check(runs(1, 2, 0), 3)).hasMessageContaining("job 1 ran 2 times");
        assertThatThrownBy(() -> ScaleRound.check(runs(1, 0, 0), 2))
                .hasMessageContaining("1 jobs ran and 2 are completed");
    }

    private static AtomicIntegerArray runs(int... counts) {
        return new AtomicIntegerArray(counts);
    }
}
