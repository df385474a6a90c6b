package io.queuectl.testkit.app;

import static io.queuectl.testkit.app.QueueAssertions.assertThatQueue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.api.StoreException;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.testkit.Fault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a test can let go wrong: a handler, a process, a store. */
class FailureInjectionTest {

    private static final JobType<String> FLAKY = JobType.text("flaky");
    private static final JobType<String> WORK = JobType.text("work");

    private final AtomicInteger works = new AtomicInteger();
    private final FlakyHandler<String> flaky = FlakyHandler.failing(2, (text, context) -> works.incrementAndGet());

    @RegisterExtension
    final QueueTest queue = QueueTest.inMemory()
            .handle(FLAKY, flaky, on -> on.maxAttempts(3).backoff(Backoff.fixed(Duration.ofMinutes(5))))
            .handle(WORK, (text, context) -> works.incrementAndGet());

    @Test
    void aHandlerFailsAsOftenAsItIsToldAndThenWorks() {
        JobId id = queue.enqueue(FLAKY.of(""));
        queue.drain();
        assertThatQueue(queue).job(id).isFailed().withError("planted failure 1 of 2");
        queue.advance(Duration.ofMinutes(5));
        queue.drain();
        queue.advance(Duration.ofMinutes(5));
        queue.drain();

        assertThatQueue(queue).job(id).isCompleted().withAttempts(3);
        assertThat(flaky.calls()).isEqualTo(3);
        assertThat(works).hasValue(1);
    }

    @Test
    void anAttemptThatIsLostAfterItsWorkRunsAgain() {
        JobId id = queue.enqueue(WORK.of(""));
        queue.loseNext(WORK);
        queue.drain();

        assertThat(works).hasValue(2);
        assertThatQueue(queue).job(id).isCompleted().withAttempts(1).withLosses(1);
        assertThat(queue.jobs().attempts(id))
                .extracting(Attempt::end)
                .containsExactly(AttemptEnd.LOST, AttemptEnd.COMPLETED);
    }

    @Test
    void onlyAsManyAttemptsAreLostAsWereAskedForAndNoneOfAnotherKind() {
        queue.loseNext(WORK);
        queue.loseNext(WORK);
        JobId other = queue.enqueue(FLAKY.of(""));
        JobId id = queue.enqueue(WORK.of(""));
        queue.drain();

        assertThatQueue(queue).job(id).isCompleted().withLosses(2);
        assertThatQueue(queue).job(other).isFailed().withLosses(0);
    }

    @Test
    void aStoreThatCannotBeReachedIsTheApplicationsProblemAndNotTheTests() {
        queue.storeFails(Fault.FAILS_BEFORE);
        assertThatThrownBy(() -> queue.enqueue(WORK.of("")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failed -> assertThat(failed.outcomeUnknown()).isFalse());
        assertThatQueue(queue).hasNoJobs();
        queue.storeWorks();
        JobId id = queue.enqueue(WORK.of(""));
        queue.storeFails(Fault.FAILS_BEFORE);
        queue.drain();

        assertThatQueue(queue).job(id).isCompleted();
    }

    @Test
    void aStoreThatLosesItsAnswersLeavesTheApplicationInDoubtAndTheJobThere() {
        queue.storeFails(Fault.FAILS_AFTER);
        assertThatThrownBy(() -> queue.enqueue(WORK.of("")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failed -> assertThat(failed.outcomeUnknown()).isTrue());

        assertThatQueue(queue).hasEnqueued(WORK).once();
    }
}
