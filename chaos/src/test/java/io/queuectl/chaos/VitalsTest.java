package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.chaos.Vitals.Metric;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What grows is seen to. */
final class VitalsTest {

    @Test
    void whatStaysAsItWasIsFlat() {
        assertThat(Vitals.grown(samples(i -> 200 + i % 7))).isEmpty();
    }

    @Test
    void whatRisesWhileItWarmsUpIsFlat() {
        assertThat(Vitals.grown(samples(i -> i < 20 ? 10 * i : 200))).isEmpty();
    }

    @Test
    void whatGoesOnRisingIsNamed() {
        assertThat(Vitals.grown(samples(i -> 100 + i))).singleElement().isEqualTo("memory grew from 137.0 to 187.0 MB");
    }

    private static List<Vitals> samples(IntToDoubleFunction memory) {
        return IntStream.range(0, 100)
                .mapToObj(i -> new Vitals(i, Map.of(Metric.MEMORY, memory.applyAsDouble(i))))
                .toList();
    }
}
