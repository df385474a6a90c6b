package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a listener is waited for, and when it is left behind. */
class AudienceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final List<Long> told = new ArrayList<>();
    private final AtomicInteger relieved = new AtomicInteger();
    private final Audience audience =
            new Audience(event -> told.add(event.token().number()), nanos::get);

    @Test
    void oneThatIsGettingOnIsWaitedForAndHearsAllInOrder() {
        audience.open(() -> {}, relieved::incrementAndGet);
        publish(1, Audience.CONGESTED - 1);
        assertThat(audience.isCongested()).isFalse();
        publish(Audience.CONGESTED, Audience.CONGESTED + 5);
        assertThat(audience.isCongested()).isTrue();
        audience.run();

        assertThat(audience.isCongested()).isFalse();
        assertThat(relieved).hasValue(1);
        assertThat(told).hasSize(Audience.CONGESTED + 5).isSorted();
        assertThat(audience.missed()).isZero();
    }

    @Test
    void oneThatIsStuckIsNotWaitedForAndMissesWhatComesUntilItGoesOn() {
        publish(1, Audience.CONGESTED);
        nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
        assertThat(audience.isCongested()).isFalse();
        publish(Audience.CONGESTED + 1, Audience.CONGESTED + 7);
        assertThat(audience.missed()).isEqualTo(7);
        assertThat(audience.untold()).isEqualTo(Audience.CONGESTED);
        audience.run();
        publish(Audience.CONGESTED + 8, Audience.CONGESTED + 8);
        audience.run();

        assertThat(told).hasSize(Audience.CONGESTED + 1).endsWith(Audience.CONGESTED + 8L);
        assertThat(audience.missed()).isEqualTo(7);
    }

    @Test
    void aBurstAfterAQuietHourIsNoSignOfBeingStuck() {
        publish(1, 1);
        audience.run();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        publish(2, Audience.CONGESTED + 2);

        assertThat(audience.isCongested()).isTrue();
        assertThat(audience.missed()).isZero();
    }

    private void publish(long first, long last) {
        for (long number = first; number <= last; number++) {
            audience.publish(new JobEvent.LeaseLost(JobId.of("1"), "test", new Token(1, number), Claims.DUE));
        }
    }
}
