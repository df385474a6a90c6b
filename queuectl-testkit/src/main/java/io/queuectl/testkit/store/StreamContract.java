package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobFilter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Very many jobs out of an iterator, of which a thousand at most are in hand at any time; a million of them under the profile {@code stress}. */
public abstract class StreamContract {

    private static final boolean STRESS = Boolean.getBoolean("queuectl.stress");

    /** As it stands for one open store. */
    protected abstract StoreFixture fixture();

    /** How many jobs, but for stress. */
    protected int usually() {
        return 20_000;
    }

    @Test
    void aMillionJobsComeOutOfAnIterator() {
        int jobs = STRESS ? 1_000_000 : usually();
        AtomicInteger inHand = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Stream<JobRequest> requests = Stream.iterate(0, i -> i < jobs, i -> i + 1)
                .map(i -> JobRequest.of("stream", Payload.of("job " + i)))
                .peek(any -> most.accumulateAndGet(inHand.incrementAndGet(), Math::max));
        try (StoreFixture fixture = fixture();
                QueueCtl queue = QueueCtl.builder().store(fixture.open()).build()) {
            assertThat(queue.enqueueAll(requests.iterator(), ids -> inHand.addAndGet(-ids.size())))
                    .isEqualTo(jobs);
            assertThat(most).hasValueLessThanOrEqualTo(1_001);
            assertThat(queue.jobs().count(JobFilter.ANY)).isEqualTo(jobs);
        }
    }
}
