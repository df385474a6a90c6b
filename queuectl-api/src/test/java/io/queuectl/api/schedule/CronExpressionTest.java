package io.queuectl.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {

    private static final LocalDateTime NEW_YEAR = LocalDateTime.of(2026, 1, 1, 0, 0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * *| 3 fields, not 5",
                "0 0 0 1 1 * *| 7 fields, not 5",
                "''| 0 fields, not 5",
                "60 * * * *| minute \"60\" is not within 0 to 59 (field 1, character 1)",
                "*/0 * * * *| minute \"0\" is not within 1 to 60 (field 1, character 1)",
                "5-1 * * * *| minute range \"5-1\" runs backwards (field 1, character 1)",
                "1,,2 * * * *| minute has an empty entry (field 1, character 1)",
                "0 24 * * *| hour \"24\" is not within 0 to 23 (field 2, character 3)",
                "0  0 32 * *| day of month \"32\" is not within 1 to 31 (field 3, character 6)",
                "0 0 * 13 *| month \"13\" is not within 1 to 12 (field 4, character 7)",
                "0 0 * JANUARY *| month \"JANUARY\" is not within 1 to 12 (field 4, character 7)",
                "0 0 * * 8| day of week \"8\" is not within 0 to 7 (field 5, character 9)",
                "0 0 * * MON#6| day of week \"6\" is not within 1 to 5 (field 5, character 9)",
                "0 0 L-31 * *| day of month \"31\" is not within 1 to 30 (field 3, character 5)",
                "0 0 32W * *| day of month \"32\" is not within 1 to 31 (field 3, character 5)",
                "99999999999 * * * *| minute \"99999999999\" is not within 0 to 59 (field 1, character 1)",
                "60 0 0 * * *| second \"60\" is not within 0 to 59 (field 1, character 1)",
                "? * * * *| minute \"?\" is not within 0 to 59 (field 1, character 1)",
                "-1 * * * *| minute \"\" is not within 0 to 59 (field 1, character 1)",
                "@never| \"@never\" is none of @yearly, @monthly, @weekly, @daily and @hourly"
            })
    void aTextThatIsNoneIsRefusedByFieldAndPosition(String text, String message) {
        assertThatThrownBy(() -> CronExpression.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.strip());
    }

    @Test
    void aLongTextIsRefusedUnread() {
        assertThatThrownBy(() -> CronExpression.of("1,".repeat(5_000) + "1 * * * *"))
                .hasMessage("cron expression of 10009 characters is longer than 256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 31W 2 *", "0 0 0 L-30 2 *"})
    void whatNeverFiresIsRefusedWithinFiftyMilliseconds(String text) {
        refused(text);
        long before = System.nanoTime();

        refused(text);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(50));
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> CronExpression.of(text)).hasMessageContaining("never fires");
    }

    @Test
    void theTwentyNinthOfFebruaryIsFoundAcrossACenturyWithoutOne() {
        assertThat(CronExpression.of("0 0 29 2 *").atOrAfter(LocalDateTime.of(2096, 3, 1, 0, 0)))
                .contains(LocalDateTime.of(2104, 2, 29, 0, 0));
        // On a Sunday, since the day of the week begins with a star and both must hold.
        assertThat(CronExpression.of("0 0 29 2 */7").atOrAfter(LocalDateTime.of(2088, 3, 1, 0, 0)))
                .contains(LocalDateTime.of(2128, 2, 29, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 2 * * *| 2026-01-01T02:00 2026-01-02T02:00 2026-01-03T02:00",
                "*/20 * * * *| 2026-01-01T00:00 2026-01-01T00:20 2026-01-01T00:40 2026-01-01T01:00",
                "10 0 0 * * *| 2026-01-01T00:00:10 2026-01-02T00:00:10",
                "5/20 1 * * *| 2026-01-01T01:05 2026-01-01T01:25 2026-01-01T01:45 2026-01-02T01:05",
                "0 9-17/4 * * mon-fri| 2026-01-01T09:00 2026-01-01T13:00 2026-01-01T17:00 2026-01-02T09:00 2026-01-02T13:00",
                "0 0 * * FRI-SUN| 2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00 2026-01-09T00:00",
                "0 0 * * 7| 2026-01-04T00:00 2026-01-11T00:00",
                "0 0 13 * FRI| 2026-01-02T00:00 2026-01-09T00:00 2026-01-13T00:00 2026-01-16T00:00",
                "0 0 13 * ?| 2026-01-13T00:00 2026-02-13T00:00",
                "0 0 L * *| 2026-01-31T00:00 2026-02-28T00:00 2026-03-31T00:00",
                "0 0 L-2 * *| 2026-01-29T00:00 2026-02-26T00:00",
                "0 0 LW * *| 2026-01-30T00:00 2026-02-27T00:00 2026-03-31T00:00",
                "0 0 1W * *| 2026-01-01T00:00 2026-02-02T00:00 2026-03-02T00:00",
                "0 0 31W * *| 2026-01-30T00:00 2026-03-31T00:00 2026-05-29T00:00",
                "0 0 * * FRIL| 2026-01-30T00:00 2026-02-27T00:00",
                "0 0 ? * MON#1| 2026-01-05T00:00 2026-02-02T00:00",
                "0 0 * * 1#5| 2026-03-30T00:00 2026-06-29T00:00",
                "0 0 1,15 jan,Jul *| 2026-01-01T00:00 2026-01-15T00:00 2026-07-01T00:00",
                "@yearly| 2026-01-01T00:00 2027-01-01T00:00",
                "@annually| 2026-01-01T00:00 2027-01-01T00:00",
                "@monthly| 2026-01-01T00:00 2026-02-01T00:00",
                "@weekly| 2026-01-04T00:00 2026-01-11T00:00",
                "@daily| 2026-01-01T00:00 2026-01-02T00:00",
                "@Midnight| 2026-01-01T00:00 2026-01-02T00:00",
                "@hourly| 2026-01-01T00:00 2026-01-01T01:00"
            })
    void itNamesTheseTimes(String text, String times) {
        List<LocalDateTime> expected = new ArrayList<>();
        for (String time : times.strip().split(" ")) {
            expected.add(LocalDateTime.parse(time));
        }
        assertThat(times(CronExpression.of(text), expected.size())).isEqualTo(expected);
    }

    private static List<LocalDateTime> times(CronExpression expression, int count) {
        List<LocalDateTime> times = new ArrayList<>();
        LocalDateTime from = NEW_YEAR;
        while (times.size() < count) {
            LocalDateTime time = expression.atOrAfter(from).orElseThrow();
            times.add(time);
            from = time.plusNanos(1);
        }
        return times;
    }

    @Test
    void blanksBetweenItsFieldsDoNotMatter() {
        assertThat(CronExpression.of("  0\t2  * *  * "))
                .isEqualTo(CronExpression.of("0 2 * * *"))
                .hasToString("0 2 * * *");
        assertThat(CronExpression.of("@DAILY")).hasToString("@daily").isNotEqualTo(CronExpression.of("0 0 * * *"));
    }
}
