package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Until when a node trusts its lease, by its own monotonic clock. */
class LeaseClockTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Lease lease = new Lease(new Seams(
            InstantSource.system(), nanos::get, new SplittableRandom(1), LocalProcesses.blind(), Thread::new));

    @Test
    void itCoversItsOwnEpochOnlyAndOnlyUntilItLapsesEvenWhereTheClockWraps() {
        lease.hold(7, nanos.get() + 10);
        assertThat(lease.covers(7)).isTrue();
        assertThat(lease.covers(8)).isFalse();
        nanos.addAndGet(9);
        assertThat(lease.isTrusted()).isTrue();
        nanos.addAndGet(1);
        assertThat(lease.isTrusted()).isFalse();
        assertThat(lease.epoch()).isEqualTo(7);
    }

    @Test
    void itIsExtendedWhileItHolds() {
        lease.hold(7, nanos.get() + 10);
        assertThat(lease.extend(7, nanos.get() + 20)).isTrue();
        nanos.addAndGet(15);
        assertThat(lease.covers(7)).isTrue();
    }

    @Test
    void onceItLapsedNothingButANewEpochRevivesIt() {
        lease.hold(7, nanos.get() + 10);
        nanos.addAndGet(10);
        assertThat(lease.extend(7, nanos.get() + 100)).isFalse();
        assertThat(lease.isTrusted()).isFalse();
        lease.hold(8, nanos.get() + 10);
        assertThat(lease.covers(8)).isTrue();
    }

    @Test
    void onceSeenLapsedItStaysSo() {
        lease.hold(7, nanos.get() + 10);
        nanos.addAndGet(10);
        assertThat(lease.isTrusted()).isFalse();
        nanos.addAndGet(-10);
        assertThat(lease.isTrusted()).isFalse();
    }

    @Test
    void whatWasGivenUpIsNotExtended() {
        lease.hold(7, nanos.get() + 10);
        lease.release();
        assertThat(lease.extend(7, nanos.get() + 10)).isFalse();
        assertThat(lease.epoch()).isZero();
        assertThat(lease.covers(7)).isFalse();
    }
}
