package io.queuectl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueFullException;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many jobs out of an iterator: never more of them in hand than fit into a commit. */
class StreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WorkBench bench = new WorkBench();
    private final List<Integer> commits = new ArrayList<>();
    private final List<JobId> ids = new ArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aStreamIsAddedInCommitsOfAThousand() {
        QueueCtl queue = bench.open(bench.builder());

        assertThat(queue.enqueueAll(requests(2_500).iterator(), this::note)).isEqualTo(2_500);
        assertThat(commits).containsExactly(1_000, 1_000, 500);
        assertThat(ids).doesNotHaveDuplicates().hasSize(2_500);
        assertThat(bench.view(ids.get(1_234)).payload().text()).isEqualTo("1234");
        assertThat(queue.enqueueAll(Stream.empty())).isZero();
        assertThat(queue.enqueueAll(requests(3))).isEqualTo(3);
    }

    @Test
    void noMoreRequestsAreTakenThanFitIntoACommit() {
        QueueCtl queue = bench.open(bench.builder());
        AtomicInteger inHand = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Iterator<JobRequest> counted = requests(5_000)
                .peek(any -> most.accumulateAndGet(inHand.incrementAndGet(), Math::max))
                .iterator();

        queue.enqueueAll(counted, added -> inHand.addAndGet(-added.size()));
        assertThat(inHand).hasValue(0);
        // A stream hands its iterator one ahead of what was asked for.
        assertThat(most).hasValueLessThanOrEqualTo(1_001);
    }

    @Test
    void largePayloadsMakeSmallCommits() {
        QueueCtl queue = bench.open(bench.builder());
        Payload megabyte = Payload.of("x".repeat(Payload.MAX_BYTES));
        Stream<JobRequest> large =
                Stream.generate(() -> JobRequest.of(WorkBench.KIND, megabyte)).limit(10);

        queue.enqueueAll(large.iterator(), this::note);
        assertThat(commits).containsExactly(4, 4, 2);
    }

    @Test
    void whatWasCommittedBeforeARefusalStays() {
        QueueCtl queue = bench.open(bench.builder());
        queue.enqueue(WorkBench.job().id("taken"));
        Stream<JobRequest> requests = Stream.of(
                        requests(1_500), Stream.of(WorkBench.job().id("taken")), requests(1_500))
                .flatMap(part -> part);

        assertThatThrownBy(() -> queue.enqueueAll(requests.iterator(), this::note))
                .isInstanceOf(DuplicateJobException.class);
        assertThat(commits).containsExactly(1_000);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(1_001);
    }

    @Test
    void aFullQueueTakesAStreamAsItFindsRoom() throws InterruptedException {
        QueueCtl queue = bench.working(4, (claim, context) -> Outcome.completed());
        queue.queues().maxWaiting("default", 20);

        assertThat(queue.enqueueAll(requests(500).iterator(), this::note, PATIENCE))
                .isEqualTo(500);
        assertThat(commits).allMatch(size -> size <= 20);
        bench.awaitState(ids.get(499), JobState.COMPLETED);
    }

    @Test
    void aQueueThatStaysFullRefusesTheRest() {
        QueueCtl queue = bench.open(bench.builder());
        queue.queues().maxWaiting("default", 20);

        assertThatThrownBy(() -> queue.enqueueAll(requests(500).iterator(), this::note, Duration.ofMillis(50)))
                .isInstanceOf(QueueFullException.class);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(20);
        assertThat(ids).hasSize(20);
        assertThatThrownBy(() -> queue.enqueueAll(requests(1))).isInstanceOf(QueueFullException.class);
    }

    private void note(List<JobId> added) {
        commits.add(added.size());
        ids.addAll(added);
    }

    private static Stream<JobRequest> requests(int count) {
        return IntStream.range(0, count).mapToObj(i -> JobRequest.of(WorkBench.KIND, Payload.of(String.valueOf(i))));
    }
}
