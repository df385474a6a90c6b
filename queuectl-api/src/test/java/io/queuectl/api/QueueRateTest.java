package io.queuectl.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates as people write them, and what is set for a queue. */
class QueueRateTest {

    @ParameterizedTest
    @ValueSource(strings = {"1/s", "100/s", "10/m", "5/2s", "100/s+500", "7/250ms", "1/d", "1000000/h+1000000"})
    void aRateIsWrittenAsItIsRead(String text) {
        assertThat(QueueRate.parse(text).text()).isEqualTo(text);
        assertThat(QueueRate.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "1",
                "/s",
                "0/s",
                "-1/s",
                "1/0s",
                "1/2d",
                "1/s+0",
                "1/s+",
                "1.5/s",
                "1 / s",
                "1/y",
                "99999999/s"
            })
    void whatIsNoRateIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> QueueRate.parse(text));
    }

    @Test
    void withoutABurstTheBucketHoldsATenthOfASecond() {
        assertThat(QueueRate.perSecond(100).burst()).isEqualTo(10);
        assertThat(QueueRate.perSecond(3).burst()).isEqualTo(1);
        assertThat(QueueRate.perMinute(10).burst()).isEqualTo(1);
        assertThat(QueueRate.of(50, Duration.ofMillis(10)).burst()).isEqualTo(50);
    }

    @Test
    void aPeriodThatIsNoWholeNumberOfMillisecondsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> QueueRate.of(1, Duration.ofNanos(1_500_000)));
    }

    @Test
    void whatIsSetForAQueueIsSetOneByOne() {
        QueueSettings none = QueueSettings.none(QueueName.of("media"));
        QueueSettings some =
                none.maxRunning(3).rate(QueueRate.perSecond(1)).maxWaiting(7).pause();

        assertThat(none.isNone()).isTrue();
        assertThat(some.isNone()).isFalse();
        assertThat(some.limitsClaims()).isTrue();
        assertThat(none.pause().drain().maxWaiting(7).limitsClaims()).isFalse();
        assertThat(some.resume().maxRunning(null).rate(null).maxWaiting(null)).isEqualTo(none);
        assertThatIllegalArgumentException().isThrownBy(() -> none.maxRunning(0));
        assertThatIllegalArgumentException().isThrownBy(() -> none.maxWaiting(-1));
    }
}
