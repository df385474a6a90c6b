package io.queuectl.testkit.app;

import static io.queuectl.testkit.app.QueueAssertions.assertThatQueue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobQueue;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.QueueRate;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.backoff.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs run when the test says so, in claim order, and time is what the test says it is. */
class DrainTest {

    private static final JobType<String> NOTE = JobType.text("note");
    private static final JobType<String> CHAIN = JobType.text("chain");
    private static final JobType<String> HANG = JobType.text("hang");
    private static final JobType<String> LATE = JobType.text("late");
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    @RegisterExtension
    final QueueTest queue = QueueTest.inMemory()
            .handle(NOTE, (text, context) -> ran.add(text))
            .handle(CHAIN, (left, context) -> {
                ran.add(left);
                if (!left.isEmpty()) {
                    this.queue.enqueue(CHAIN.of(left.substring(1)));
                }
            })
            .handle(HANG, (text, context) -> hang(context::isCancelled), on -> on.maxAttempts(1))
            .handle(
                    LATE,
                    (text, context) -> {
                        this.queue.advance(Duration.ofMinutes(2));
                        new CountDownLatch(1).await();
                    },
                    on -> on.timeout(Duration.ofMinutes(1)).backoff(Backoff.fixed(Duration.ofHours(1))));

    @Test
    void nothingRunsBeforeTheDrainAndThenAllByPriority() {
        queue.enqueue(NOTE.of("low").priority(-1));
        queue.enqueue(NOTE.of("high").priority(1).queue("media"));
        assertThat(ran).isEmpty();

        List<JobEvent.Settled> ended = queue.drain();

        assertThat(ran).containsExactlyInAnyOrder("low", "high");
        assertThat(ended)
                .extracting(JobEvent.Settled::kind, JobEvent.Settled::to)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("note", JobState.COMPLETED));
        assertThat(queue.drain()).isEmpty();
    }

    @Test
    void theJobsOfOneQueueRunOneAfterAnotherInClaimOrder() {
        List<JobRequest> requests = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            requests.add(NOTE.of("job " + i).priority(-i));
            expected.add("job " + i);
        }
        Collections.reverse(requests);
        queue.queue().enqueueAll(requests);
        queue.drain();

        assertThat(ran).isEqualTo(expected);
    }

    @Test
    void whatIsDueLaterWaitsUntilTimeIsMoved() {
        JobId id = queue.enqueue(NOTE.of("later").delay(Duration.ofMinutes(5)));
        assertThat(queue.drain()).isEmpty();
        queue.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(queue.drain()).isEmpty();
        queue.advance(Duration.ofMillis(1));

        assertThat(queue.drain()).extracting(JobEvent.Settled::id).containsExactly(id);
    }

    @Test
    void timeMovesToTheNextDueTimeAndNoFurther() {
        queue.enqueue(NOTE.of("second").delay(Duration.ofHours(2)));
        queue.enqueue(NOTE.of("first").delay(Duration.ofHours(1)));
        assertThat(queue.advanceToNextDue()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(queue.advanceToNextDue()).isEqualTo("2026-01-01T01:00:00Z");
        queue.drain();
        assertThat(ran).containsExactly("first");
        assertThat(queue.advanceToNextDue()).isEqualTo("2026-01-01T02:00:00Z");
        queue.drain();

        assertThatThrownBy(queue::advanceToNextDue)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("no job waits", "payload=\"second\"");
    }

    @Test
    void whatWaitsInAPausedQueueStays() {
        queue.queue().queues().pause("media");
        queue.enqueue(NOTE.of("held").queue("media"));
        queue.enqueue(NOTE.of("free"));
        assertThat(queue.drain(SHORT.multipliedBy(10))).hasSize(1);
        assertThat(ran).containsExactly("free");
        queue.queue().queues().resume("media");

        assertThat(queue.drain()).hasSize(1);
    }

    @Test
    void timeIsMovedOnForAQueueWithARate() {
        queue.queue().queues().rate("media", QueueRate.perMinute(2));
        Instant before = queue.clock().instant();
        for (int i = 0; i < 3; i++) {
            queue.enqueue(NOTE.of("job " + i).queue("media"));
        }

        assertThat(queue.drain()).hasSize(3);
        assertThat(ran).containsExactly("job 0", "job 1", "job 2");
        assertThat(Duration.between(before, queue.clock().instant())).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void jobsThatAJobEnqueuesRunInTheSameDrain() {
        queue.enqueue(CHAIN.of("abc"));

        assertThat(queue.drain()).hasSize(4);
        assertThat(ran).containsExactly("abc", "bc", "c", "");
    }

    @Test
    void moreJobsThatWaitThanAPageHoldsDoNotHideOneThatIsDue() {
        List<JobRequest> requests = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            requests.add(NOTE.of("later").delay(Duration.ofDays(1)));
        }
        requests.add(NOTE.of("now"));
        queue.queue().enqueueAll(requests);
        queue.drain();

        assertThat(ran).containsExactly("now");
    }

    @Test
    void aJobThatNeverEndsIsNamedWithTheLineItHangsAt() {
        queue.enqueue(HANG.of("for ever").id("stuck"));

        assertThatThrownBy(() -> queue.drain(SHORT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "drain() gave up after PT0.3S", "id=stuck kind=hang", "state=processing", "DrainTest.hang");
    }

    @Test
    void jobsThatEnqueueThemselvesForEverAreCounted() {
        QueueTest endless = QueueTest.inMemory();
        endless.handle(CHAIN, (text, context) -> endless.enqueue(CHAIN.of("again")));
        endless.beforeEach(null);
        endless.enqueue(CHAIN.of("first"));
        try {
            assertThatThrownBy(() -> endless.drain(SHORT))
                    .isInstanceOf(AssertionError.class)
                    .message()
                    .containsPattern("[1-9][0-9]* attempts had ended, the last one: .*kind=chain");
        } finally {
            endless.afterEach(null);
        }
    }

    @Test
    void aTimeoutComesWhenTimeIsMovedPastIt() {
        JobId id = queue.enqueue(LATE.of(""));
        queue.drain();

        assertThatQueue(queue).job(id).isFailed().withError("timeout after 1m").withAttempts(1);
    }

    @Test
    void timeCannotBeMovedPastTheLeaseThatJobsRunUnder() {
        AtomicBoolean refused = new AtomicBoolean();
        QueueTest hasty = QueueTest.inMemory();
        hasty.handle(NOTE, (text, context) -> {
            hasty.advance(Duration.ofMinutes(20));
            try {
                hasty.advance(Duration.ofMinutes(20));
            } catch (IllegalArgumentException expected) {
                refused.set(expected.getMessage().contains("PT30M"));
            }
        });
        hasty.beforeEach(null);
        JobId id = hasty.enqueue(NOTE.of(""));
        hasty.drain();

        assertThat(refused).isTrue();
        assertThatQueue(hasty).job(id).isCompleted();
        hasty.advance(Duration.ofDays(400));
        hasty.afterEach(null);
    }

    @Test
    void severalSlotsRunJobsAtATime() {
        CountDownLatch both = new CountDownLatch(2);
        QueueTest pair = QueueTest.inMemory().slots(2).handle(NOTE, (text, context) -> {
            both.countDown();
            both.await();
        });
        pair.beforeEach(null);
        pair.enqueue(NOTE.of("one"));
        pair.enqueue(NOTE.of("two"));

        assertThat(pair.drain()).hasSize(2);
        pair.afterEach(null);
    }

    @Test
    void eachTestHasAQueueOfItsOwnThatIsClosedAfterIt(QueueCtl injected, JobQueue alsoInjected) {
        assertThat(injected).isSameAs(queue.queue()).isSameAs(alsoInjected);
        QueueTest reused = QueueTest.inMemory().handle(NOTE, (text, context) -> {});
        reused.beforeEach(null);
        QueueCtl first = reused.queue();
        first.enqueue(NOTE.of("old"));
        reused.afterEach(null);
        assertThatThrownBy(() -> first.enqueue(NOTE.of(""))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(reused::queue)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterExtension");
        reused.beforeEach(null);

        assertThatQueue(reused).hasNoJobs();
        assertThatThrownBy(() -> reused.slots(2)).isInstanceOf(IllegalStateException.class);
        reused.afterEach(null);
    }

    private static void hang(java.util.function.BooleanSupplier cancelled) throws InterruptedException {
        while (!cancelled.getAsBoolean()) {
            new CountDownLatch(1).await();
        }
    }
}
