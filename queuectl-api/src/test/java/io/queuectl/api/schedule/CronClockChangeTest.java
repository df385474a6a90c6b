package io.queuectl.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens where clocks are put forward and back: the table of {@code docs/schedules.md}. */
class CronClockChangeTest {

    @ParameterizedTest(name = "{0} in {1} from {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Forward, 02:00 becomes 03:00: a time of day that is left out comes when the clocks change.
                "30 2 * * *|Europe/Berlin|2026-03-28T12:00+01:00|2026-03-29T03:00+02:00 2026-03-30T02:30+02:00",
                "0 2 * * *|Europe/Berlin|2026-03-28T12:00+01:00|2026-03-29T03:00+02:00 2026-03-30T02:00+02:00",
                "0,20,40 2 * * *|Europe/Berlin|2026-03-28T12:00+01:00|2026-03-29T03:00+02:00 2026-03-30T02:00+02:00",
                "0 2,3 * * *|Europe/Berlin|2026-03-28T12:00+01:00|2026-03-29T03:00+02:00 2026-03-30T02:00+02:00",
                "30 2 * * *|America/New_York|2026-03-07T12:00-05:00|2026-03-08T03:00-04:00 2026-03-09T02:30-04:00",
                "@daily|Africa/Cairo|2026-04-23T12:00+02:00|2026-04-24T01:00+03:00 2026-04-25T00:00+03:00",
                "15 2 * * *|Australia/Lord_Howe|2026-10-03T12:00+10:30|2026-10-04T02:30+11:00 2026-10-05T02:15+11:00",
                // Every so often goes on by the clock on the wall: nothing is made up for.
                "30 * * * *|Europe/Berlin|2026-03-29T01:00+01:00|2026-03-29T01:30+01:00 2026-03-29T03:30+02:00 2026-03-29T04:30+02:00",
                "*/30 * * * *|Europe/Berlin|2026-03-29T01:00+01:00|2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00",
                // Back, 03:00 becomes 02:00: a time of day that comes twice is taken the first time.
                "30 2 * * *|Europe/Berlin|2026-10-24T12:00+02:00|2026-10-25T02:30+02:00 2026-10-26T02:30+01:00",
                "0 3 * * *|Europe/Berlin|2026-10-24T12:00+02:00|2026-10-25T03:00+01:00 2026-10-26T03:00+01:00",
                "30 1 * * *|America/New_York|2026-10-31T12:00-04:00|2026-11-01T01:30-04:00 2026-11-02T01:30-05:00",
                // Every so often fires in both hours.
                "30 * * * *|Europe/Berlin|2026-10-25T01:00+02:00|2026-10-25T01:30+02:00 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00",
                // A whole day that never was: Samoa went from the 29th to the 31st.
                "0 12 30 12 *|Pacific/Apia|2011-12-29T00:00-10:00|2011-12-31T00:00+14:00 2012-12-30T12:00+14:00"
            })
    void itFiresThen(String expression, String zone, String from, String ticks) {
        ScheduleSpec spec = ScheduleSpec.cron(expression, ZoneId.of(zone));
        List<Instant> expected = new ArrayList<>();
        for (String tick : ticks.strip().split(" ")) {
            expected.add(ZonedDateTime.parse(tick).toInstant());
        }
        List<Instant> found = new ArrayList<>();
        Instant instant = ZonedDateTime.parse(from).toInstant();
        while (found.size() < expected.size()) {
            instant = spec.after(instant).orElseThrow();
            found.add(instant);
        }
        assertThat(found).isEqualTo(expected);
    }
}
