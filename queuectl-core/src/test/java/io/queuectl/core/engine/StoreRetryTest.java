package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which store errors are tried again, and for how long. */
class StoreRetryTest {

    private static final Duration LEASE = Duration.ofSeconds(1);

    private final AtomicInteger tries = new AtomicInteger();
    private final StoreRetry retry = StoreRetry.within(LEASE, System::nanoTime);

    @ParameterizedTest
    @EnumSource(Reason.class)
    void onlyWhatPassesByItselfIsTriedAgain(Reason reason) {
        boolean again = reason == Reason.BUSY || reason == Reason.UNAVAILABLE;
        assertThatThrownBy(() -> retry.call(number -> fail(reason))).isInstanceOf(StoreException.class);
        assertThat(tries.get() > 1).isEqualTo(again);
    }

    @Test
    void theWorkIsToldWhichTryItIs() {
        int last = retry.call(number -> {
            assertThat(number).isEqualTo(tries.incrementAndGet());
            return number < 3 ? throwBusy() : number;
        });
        assertThat(last).isEqualTo(3);
    }

    @Test
    void allWaitsTogetherStayBelowAThirdOfTheLease() {
        long before = System.nanoTime();
        assertThatThrownBy(() -> retry.call(number -> fail(Reason.BUSY))).isInstanceOf(StoreException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LEASE.dividedBy(2));
        assertThat(tries.get()).isGreaterThan(2);
    }

    @Test
    void triesThatTakeTheirTimeEndThere() {
        AtomicLong clock = new AtomicLong();
        StoreRetry slow = StoreRetry.within(LEASE, clock::get);
        assertThatThrownBy(() -> slow.call(number -> {
                    clock.addAndGet(LEASE.dividedBy(5).toNanos());
                    return fail(Reason.BUSY);
                }))
                .isInstanceOf(StoreException.class);
        assertThat(tries).hasValue(2);
    }

    @Test
    void anInterruptIsKeptAndDoesNotCutTheTriesShort() {
        Thread.currentThread().interrupt();
        int last = retry.call(number -> number < 3 ? throwBusy() : number);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(last).isEqualTo(3);
    }

    private int fail(Reason reason) {
        tries.incrementAndGet();
        throw StoreException.of(reason, "planted", null);
    }

    private static int throwBusy() {
        throw StoreException.of(Reason.BUSY, "planted", null);
    }
}
