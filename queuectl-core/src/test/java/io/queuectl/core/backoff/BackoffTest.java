package io.queuectl.core.backoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The delays of the built-in policies, and their text. */
class BackoffTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofMinutes(1);

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "6,32", "7,60", "8,60", "63,60", "64,60", "65,60", "1025,60", "2147483647,60"})
    void exponentialDoublesUpToItsCapAtAnyAttempt(int attempt, long seconds) {
        assertThat(Backoff.exponential(SECOND).cap(CAP).delayAfter(attempt, random))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1})
    void anAttemptBelowTheFirstCountsAsTheFirst(int attempt) {
        assertThat(Backoff.exponential(SECOND).delayAfter(attempt, random)).isEqualTo(SECOND);
    }

    @Test
    void theLargestValuesOverflowNothing() {
        Exponential largest = new Exponential(Backoff.MAX_DELAY, 1_000, Backoff.MAX_DELAY, Jitter.FULL);
        for (int attempt : new int[] {1, 2, 100, Integer.MAX_VALUE}) {
            assertThat(largest.delayAfter(attempt, random)).isBetween(Duration.ZERO, Backoff.MAX_DELAY);
        }
    }

    @Test
    void fixedIsAlwaysTheSame() {
        assertThat(Backoff.fixed(SECOND).delayAfter(Integer.MAX_VALUE, random)).isEqualTo(SECOND);
        assertThat(Backoff.fixed(Duration.ZERO).fullJitter().delayAfter(1, random))
                .isZero();
    }

    @Test
    void fullJitterSpreadsOverAllOfTheDelayEvenAtTheCap() {
        LongSummaryStatistics millis =
                spread(Backoff.exponential(SECOND).cap(CAP).fullJitter());
        assertThat(millis.getMin()).isLessThan(2_000);
        assertThat(millis.getMax()).isBetween(58_000L, 60_000L);
        assertThat(millis.getAverage()).isBetween(27_000.0, 33_000.0);
    }

    @Test
    void equalJitterSpreadsOverTheUpperHalfEvenAtTheCap() {
        LongSummaryStatistics millis =
                spread(Backoff.exponential(SECOND).cap(CAP).equalJitter());
        assertThat(millis.getMin()).isBetween(30_000L, 31_000L);
        assertThat(millis.getMax()).isBetween(59_000L, 60_000L);
        assertThat(millis.getAverage()).isBetween(43_500.0, 46_500.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixed(delay=PT5S,jitter=none)",
                "fixed(delay=PT0S,jitter=equal)",
                "exponential(first=PT1S,factor=2.0,cap=PT10M,jitter=full)",
                "exponential(first=PT0.25S,factor=1.5,cap=PT8760H,jitter=none)"
            })
    void theTextOfAPolicyReadsBackAsItself(String text) {
        assertThat(Backoff.parse(text).toString()).isEqualTo(text);
        assertThat(Backoff.parse(text))
                .isEqualTo(Backoff.parse(Backoff.parse(text).toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sometimes",
                "fixed()",
                "fixed(delay=PT5S)",
                "fixed(delay=PT5S,jitter=some)",
                "fixed(delay=5,jitter=none)",
                "fixed(delay=PT-5S,jitter=none)",
                "fixed(delay=PT9999999H,jitter=none)",
                "fixed(delay=PT5S,jitter=none,cap=PT5S)",
                "fixed(delay=PT5S,jitter=none) ",
                "exponential(first=PT0S,factor=2,cap=PT1S,jitter=none)",
                "exponential(first=PT1S,factor=NaN,cap=PT1S,jitter=none)",
                "exponential(first=PT1S,factor=0.5,cap=PT1S,jitter=none)",
                "exponential(first=PT1S,factor=1001,cap=PT1S,jitter=none)",
                "exponential(first=PT1S,factor=two,cap=PT1S,jitter=none)",
                "exponential(first=PT1S,factor=2,cap=PT0S,jitter=none)"
            })
    void aTextThatIsNoPolicyIsRefusedByName(String text) {
        assertThatThrownBy(() -> Backoff.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    private LongSummaryStatistics spread(Backoff policy) {
        return LongStream.range(0, 2_000)
                .map(i -> policy.delayAfter(30, random).toMillis())
                .summaryStatistics();
    }
}
