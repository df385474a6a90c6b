package io.queuectl.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.QueueRate;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Permits that are refilled evenly, however often somebody looks. */
class PermitBucketTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void noSpanOfTimeGivesMorePermitsThanItRefillsAndTheBucketHolds() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 200; round++) {
            QueueRate rate = new QueueRate(
                    1 + random.nextInt(1_000), Duration.ofMillis(1 + random.nextInt(5_000)), 1 + random.nextInt(50));
            PermitBucket bucket = PermitBucket.full(rate, START);
            Instant now = START;
            long taken = 0;
            for (int i = 0; i < 300; i++) {
                now = now.plusMillis(random.nextInt(40));
                bucket = bucket.refilled(now);
                int wish = Math.min(bucket.permits(), random.nextInt(4));
                bucket = bucket.take(wish);
                taken += wish;
                long elapsed = Duration.between(START, now).toMillis();
                assertThat(taken)
                        .isLessThanOrEqualTo(rate.burst()
                                + elapsed * rate.permits() / rate.period().toMillis());
            }
        }
    }

    @Test
    void theNextPermitIsThereWhenItWasSaidToBeAndNotAMillisecondSooner() {
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < 1_000; round++) {
            QueueRate rate = new QueueRate(1 + random.nextInt(100), Duration.ofMillis(1 + random.nextInt(5_000)), 1);
            PermitBucket empty = PermitBucket.full(rate, START).take(1);
            Instant next = empty.nextPermitAt();

            assertThat(empty.refilled(next).permits()).isEqualTo(1);
            assertThat(empty.refilled(next.minusMillis(1)).permits()).isZero();
        }
    }

    @Test
    void centuriesAndTheLargestRateOverflowNothing() {
        QueueRate largest = new QueueRate(1_000_000, Duration.ofDays(1), 1_000_000);
        PermitBucket bucket = PermitBucket.full(largest, Instant.EPOCH).take(1_000_000);

        assertThat(bucket.refilled(Instant.parse("9999-12-31T23:59:59Z")).permits())
                .isEqualTo(1_000_000);
        assertThat(bucket.refilled(Instant.EPOCH.plusMillis(86_400_000 / 2)).permits())
                .isEqualTo(500_000);
    }
}
