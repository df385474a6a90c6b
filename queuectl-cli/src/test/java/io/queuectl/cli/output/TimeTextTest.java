package io.queuectl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "-12000,12 s ago",
        "0,0 s ago",
        "5000,in 5 s",
        "4001,in 5 s",
        "-200000,3 min 20 s ago",
        "-172800000,2026-11-20 12:00:00",
        "172800000,2026-11-24 12:00:00"
    })
    void peopleAreToldNearTimesFromNow(long offsetMillis, String told) {
        assertThat(text(true).of(NOW.plusMillis(offsetMillis))).isEqualTo(told);
    }

    @Test
    void programsAreToldUtc() {
        assertThat(text(false).of(NOW.plusMillis(7))).isEqualTo("2026-11-22T12:00:00.007Z");
    }

    @ParameterizedTest
    @CsvSource({"34,34 ms", "1234,1.2 s", "12900,12 s", "60000,1 min", "7500000,2 h 5 min", "273600000,3 d 4 h"})
    void durationsKeepTwoUnits(long millis, String told) {
        assertThat(TimeText.of(Duration.ofMillis(millis))).isEqualTo(told);
    }

    private static TimeText text(boolean forPeople) {
        return new TimeText(InstantSource.fixed(NOW), ZoneOffset.UTC, forPeople);
    }
}
