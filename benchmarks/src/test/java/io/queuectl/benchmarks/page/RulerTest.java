package io.queuectl.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RulerTest {

    @Test
    void numbersNearEachOtherStandOnALinearAxisFromZero() {
        Ruler ruler = Ruler.of(List.of(50.0, 100.0));
        assertThat(ruler.logarithmic()).isFalse();
        assertThat(ruler.at(50) * 2).isEqualTo(ruler.at(100));
        assertThat(ruler.ticks()).containsExactly(0.0, 50.0, 100.0);
    }

    @Test
    void numbersDecadesApartStandOnALogarithmicOne() {
        Ruler ruler = Ruler.of(List.of(3.0, 300.0, 300_000.0));
        assertThat(ruler.logarithmic()).isTrue();
        assertThat(ruler.low()).isEqualTo(1);
        assertThat(ruler.at(30) - ruler.at(3)).isCloseTo(ruler.at(300) - ruler.at(30), within(1e-9));
        assertThat(ruler.ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0);
    }

    @Test
    void theLowestIsSeenEvenIfItIsAPowerOfTen() {
        assertThat(Ruler.of(List.of(10.0, 10_000.0)).at(10)).isPositive();
    }

    @Test
    void zeroIsAtTheLowEndOfEither() {
        assertThat(Ruler.of(List.of(0.0, 5.0, 8.0)).at(0)).isZero();
        assertThat(Ruler.of(List.of(0.0, 1.0, 100.0)).at(0)).isZero();
        assertThat(Ruler.of(List.of(0.0)).at(0)).isZero();
        assertThat(Ruler.of(List.of()).ticks()).isNotEmpty();
    }

    @Test
    void ticksAreReadAtAGlance() {
        assertThat(Ruler.text(0)).isEqualTo("0");
        assertThat(Ruler.text(0.2)).isEqualTo("0.2");
        assertThat(Ruler.text(20_000)).isEqualTo("20k");
        assertThat(Ruler.text(2_500_000)).isEqualTo("2.5M");
    }
}
