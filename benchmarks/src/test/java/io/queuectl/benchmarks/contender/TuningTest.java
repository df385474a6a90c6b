package io.queuectl.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TuningTest {

    private static final Tuning TUNING = new Tuning("lock-and-fetch", Map.of(Axis.POOL, 20, Axis.WORKERS, 50));

    @Test
    void itsTextIsReadAsItWasWritten() {
        assertThat(TUNING.text()).isEqualTo("lock-and-fetch workers=50 pool=20");
        assertThat(Tuning.parse(TUNING.text())).isEqualTo(TUNING);
    }

    @Test
    void aChangeLeavesTheRest() {
        assertThat(TUNING.with(Axis.WORKERS, 100).text()).isEqualTo("lock-and-fetch workers=100 pool=20");
    }

    @Test
    void anAxisThatMeansNothingIsRefused() {
        assertThatThrownBy(() -> TUNING.value(Axis.BATCH)).hasMessage("lock-and-fetch has no batch");
    }
}
