package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Enqueued;
import io.queuectl.api.JobHandler;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Unique;
import io.queuectl.api.UniqueKeyException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.JobFixtures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a job gives of itself while it runs and when it is done, and what it enqueues. */
class OutputTest {

    private static final JobType<String> TYPE = JobType.text(KIND);

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theResultIsThereWithTheCompletion() throws Exception {
        QueueCtl queue = working((text, context) -> {
            context.result(Payload.of("first"));
            context.result(Payload.of("second"));
        });
        JobId id = queue.enqueue(job());

        assertThat(queue.await(id, Duration.ofSeconds(20))).isPresent();
        assertThat(queue.result(id)).contains(Payload.of("second"));
    }

    @Test
    void anAttemptThatFailsLeavesNoResult() {
        QueueCtl queue = working((text, context) -> {
            context.result(Payload.of("half done"));
            throw new IllegalStateException("broken");
        });
        JobId id = queue.enqueue(job().maxAttempts(1));

        bench.awaitState(id, JobState.DEAD);
        assertThat(queue.result(id)).isEmpty();
        assertThat(queue.result(JobId.of("unknown"))).isEmpty();
    }

    @Test
    void aResultThatWasWrittenBeforeItsJobIsCompletedDoesNotShow() {
        QueueCtl queue = bench.open(bench.builder());
        JobId id = queue.enqueue(job());
        NodeInfo node = new JobFixtures().node().build();
        Batch batch = Batch.of(bench.clock.instant());
        bench.data.nodes().join(node, batch.now());
        ClaimRequest wish = new ClaimRequest(node.epoch(), QueueName.DEFAULT, 1, 0, PriorityOrder.HIGHEST_FIRST, 1);
        Claim claim = bench.data
                .exchange(batch.claim(List.of(wish)))
                .claims()
                .get(0)
                .claims()
                .get(0);
        bench.data.exchange(
                batch.note(List.of(new ClaimNote.Result(claim.number(), claim.token(), Payload.of("early")))));

        assertThat(bench.data.queries().output(id).result()).isEqualTo(Payload.of("early"));
        assertThat(queue.result(id)).isEmpty();
    }

    @Test
    void progressIsSeenWhileTheJobRuns() {
        CountDownLatch goOn = new CountDownLatch(1);
        QueueCtl queue = working((text, context) -> {
            context.progress(0.25, "a quarter");
            goOn.await();
        });
        JobId id = queue.enqueue(job());

        await().until(() -> {
            bench.ticker.step(Duration.ofMillis(200));
            return queue.progress(id).isPresent();
        });
        assertThat(queue.progress(id)).contains(new Progress(0.25, "a quarter", bench.clock.instant()));
        goOn.countDown();
        bench.awaitState(id, JobState.COMPLETED);
    }

    @Test
    void howeverOftenProgressIsToldFewAreWrittenAndTheLastIs() {
        AtomicInteger exchanges = new AtomicInteger();
        Faults counting = verb -> {
            exchanges.addAndGet(verb.equals("exchange") ? 1 : 0);
            return Fault.NONE;
        };
        QueueCtl queue = bench.working(1, bench.builder(counting).handle(TYPE, (text, context) -> {
            for (int i = 0; i <= 100_000; i++) {
                context.progress(i / 100_000.0, "row " + i);
            }
        }));
        JobId id = queue.enqueue(job());

        bench.awaitState(id, JobState.COMPLETED);
        assertThat(queue.progress(id)).map(Progress::message).contains("row 100000");
        assertThat(exchanges.get()).isBetween(1, 1_000);
    }

    @Test
    void aFractionThatIsNoneIsRefusedAtOnce() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        QueueCtl queue = working((text, context) -> {
            try {
                context.progress(1.5, "too far");
            } catch (IllegalArgumentException expected) {
                refused.set(expected);
            }
        });

        bench.awaitState(queue.enqueue(job()), JobState.COMPLETED);
        assertThat(refused.get()).hasMessageContaining("1.5");
    }

    @Test
    void aChildKnowsItsParentAndAHandlerItsTags() {
        AtomicReference<Tags> seen = new AtomicReference<>();
        AtomicReference<JobId> child = new AtomicReference<>();
        QueueCtl queue = working((text, context) -> {
            if (text.equals("parent")) {
                child.set(context.enqueue(TYPE.of("child").tag("trace", "7")));
            } else {
                seen.set(context.tags());
            }
        });
        JobId parent = queue.enqueue(TYPE.of("parent"));

        bench.awaitState(parent, JobState.COMPLETED);
        bench.awaitState(child.get(), JobState.COMPLETED);
        assertThat(seen.get()).isEqualTo(Tags.of(Tags.PARENT, parent.text()).with("trace", "7"));
    }

    @Test
    void aUniqueKeyMeansOneJobAndFailsWhereItIsToldTo() {
        QueueCtl queue = bench.open(bench.builder().handle(TYPE, (text, context) -> {}));
        JobId first = queue.enqueue(job().uniqueKey("once"));

        assertThat(queue.enqueue(job().uniqueKey("once"))).isEqualTo(first);
        assertThat(queue.enqueueOrFind(job().uniqueKey("once"))).isEqualTo(new Enqueued(first, false));
        assertThat(queue.enqueueOrFind(job().uniqueKey("two")).added()).isTrue();
        assertThat(queue.enqueueAll(List.of(job(), job().uniqueKey("once")))).contains(first);
        assertThatExceptionOfType(UniqueKeyException.class)
                .isThrownBy(() -> queue.enqueueAll(
                        List.of(job(), job().unique(Unique.of("once").orFail()))))
                .satisfies(held -> assertThat(held.holder()).isEqualTo(first))
                .withMessage("unique key \"once\" is held by job " + first);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(3);
    }

    @Test
    void ofManyRequestsEachIsToldWhetherItWasAddedWhateverAMiddlewareMakesOfThem() throws InterruptedException {
        QueueCtl plain = bench.open(bench.builder());
        JobId holder = plain.enqueue(job().uniqueKey("once"));
        List<JobRequest> requests =
                List.of(job(), job().uniqueKey("once"), job().uniqueKey("two"), job().uniqueKey("two"));
        List<Enqueued> enqueued = plain.enqueueOrFindAll(requests, Duration.ZERO);

        assertThat(enqueued).extracting(Enqueued::added).containsExactly(true, false, true, false);
        assertThat(enqueued.get(1).id()).isEqualTo(holder);
        assertThat(enqueued.get(3).id()).isEqualTo(enqueued.get(2).id());

        QueueCtl oneByOne = bench.open(bench.builder()
                .aroundEnqueue((all, next) -> all.stream()
                        .flatMap(one -> next.enqueue(List.of(one)).stream())
                        .toList()));
        assertThat(oneByOne.enqueueOrFindAll(requests, Duration.ZERO))
                .extracting(Enqueued::added)
                .containsExactly(true, false, false, false);
    }

    private QueueCtl working(JobHandler<String> handler) {
        return bench.working(1, bench.builder().handle(TYPE, handler));
    }
}
