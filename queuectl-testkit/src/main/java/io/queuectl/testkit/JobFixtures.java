package io.queuectl.testkit;

import io.queuectl.api.Counters;
import io.queuectl.api.Extras;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.HostProcess;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Valid values of the store SPI, to be changed in the one thing a test is about. Submissions and epochs are random but the
 * same for the same seed, and never the same twice. Thread-safe.
 */
public final class JobFixtures {

    private static final String KIND = "test.kind";

    /** Guarded by this. */
    private final SplittableRandom random;

    /** Guarded by this. */
    private long count;

    public JobFixtures() {
        this(1);
    }

    public JobFixtures(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A job of no chosen id, in the default queue, due at {@link SteppingClock#START}. */
    public JobDraft job() {
        return new JobDraft(
                uniqueNumber(),
                null,
                KIND,
                QueueName.DEFAULT,
                0,
                SteppingClock.START,
                Payload.of("payload"),
                Limits.UNSET,
                Extras.NONE);
    }

    /** A node with a lease of 15 seconds. */
    public NodeDraft node() {
        long epoch = uniqueNumber();
        return new NodeDraft(
                epoch,
                "node-" + Long.toHexString(epoch),
                new HostProcess("host", epoch >>> 40, epoch),
                Duration.ofSeconds(15),
                4,
                "default");
    }

    /** A claim as a store would hand it out: of the next job, by a node of its own. */
    public ClaimDraft claim() {
        long number = nextCount();
        return new ClaimDraft(
                number,
                JobId.of(Long.toString(number)),
                KIND,
                Payload.of("payload"),
                Limits.UNSET,
                Counters.ZERO,
                new Token(uniqueNumber(), 1),
                1,
                null,
                false);
    }

    /** A positive number in no order, which this object gives once. */
    public synchronized long uniqueNumber() {
        // The low half of the count keeps the numbers apart, the random rest out of order.
        return (random.nextLong() >>> 1 & ~0xFFFFFFL) | ++count;
    }

    private synchronized long nextCount() {
        return ++count;
    }
}
