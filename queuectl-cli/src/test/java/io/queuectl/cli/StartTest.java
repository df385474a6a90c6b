package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {

    @ParameterizedTest
    @CsvSource({
        "1.8, true",
        "9, true",
        "11, true",
        "16, true",
        "17, false",
        "21, false",
        "25, false",
        "'', false",
        "100, false"
    })
    void aJavaOlderThan17IsTooOld(String version, boolean tooOld) {
        assertThat(Start.isTooOld(version)).isEqualTo(tooOld);
    }
}
