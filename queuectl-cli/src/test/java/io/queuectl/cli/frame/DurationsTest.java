package io.queuectl.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "5m, PT5M", "1h30m, PT1H30M", "500ms, PT0.5S", "2d, PT48H", "0s, PT0S", "1H, PT1H"})
    void readsNumbersWithUnits(String text, Duration expected) {
        assertThat(Durations.parse("--delay", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "5",
                "-5s",
                "5 parsecs",
                "99999999999d",
                "1h-5m",
                "s",
                "5s5s",
                "5m1h",
                "1.5s",
                "9999999999999999s",
                "٥s"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse("--delay", text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--delay");
    }

    @Test
    void zeroIsNotPositive() {
        assertThatThrownBy(() -> Durations.parsePositive("--timeout", "0s"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not above zero");
    }
}
