package io.queuectl.testkit.app;

import static io.queuectl.testkit.app.QueueAssertions.assertThatQueue;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.Payload;
import io.queuectl.api.PayloadCodec;
import io.queuectl.testkit.MemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each assertion holds where it should, fails where it should, and says then what is there. */
class QueueAssertTest {

    private record Resize(long image, int width) {}

    private static final JobType<Resize> RESIZE = JobType.of(
            "image.resize",
            PayloadCodec.of(resize -> Payload.of(resize.image() + "x" + resize.width()), QueueAssertTest::resize));

    private static final JobType<byte[]> BYTES = JobType.bytes("bytes");
    private static final JobType<String> FAIL = JobType.text("fail");

    @RegisterExtension
    final QueueTest queue = QueueTest.inMemory().handle(RESIZE, (resize, context) -> {
        context.log("scaled to " + resize.width());
    });

    @Test
    void jobsThatWereEnqueuedAreFoundByWhatTheyHold() {
        queue.enqueue(RESIZE.of(new Resize(7, 300))
                .queue("media")
                .priority(5)
                .id("r7")
                .delay(Duration.ofMinutes(2)));
        queue.enqueue(RESIZE.of(new Resize(8, 300)));
        queue.enqueue(BYTES.of(new byte[] {0, 1, 2}));

        assertThatQueue(queue).hasJobs(3).hasNotEnqueued(FAIL).hasNoJobs(JobState.DEAD);
        assertThatQueue(queue).onQueue("media").hasJobs(1).hasEnqueued(RESIZE).once();
        assertThatQueue(queue).hasEnqueued(RESIZE).times(2);
        assertThatQueue(queue).hasEnqueued(BYTES).withPayload(new byte[] {0, 1, 2});
        assertThatQueue(queue)
                .hasEnqueued(RESIZE)
                .withPayload(new Resize(7, 300))
                .withPayloadMatching(resize -> resize.width() == 300)
                .onQueue("media")
                .withPriority(5)
                .withId("r7")
                .withDelay(Duration.ofMinutes(2))
                .dueAt(Instant.parse("2026-01-01T00:02:00Z"))
                .inState(JobState.PENDING)
                .once();
    }

    @Test
    void eachWayOfNarrowingDownFailsWhereNoJobIsLeft() {
        queue.enqueue(RESIZE.of(new Resize(7, 300)).queue("media"));
        queue.enqueue(BYTES.of(new byte[] {0, 1, 2}));

        fails(() -> assertThatQueue(queue).hasEnqueued(FAIL), "expected a job of kind fail but there are 2 jobs");
        fails(
                () -> assertThatQueue(queue).hasEnqueued(RESIZE).withPayload(new Resize(7, 301)),
                "expected a job of kind image.resize with payload \"Resize[image=7, width=301]\" but there are 2 jobs:",
                "kind=image.resize queue=media state=pending",
                "payload=\"7x300\"",
                "payload=<3 bytes>");
        fails(
                () -> assertThatQueue(queue).hasEnqueued(BYTES).withPayload(new byte[] {0, 1, 3}),
                "with payload of 3 bytes");
        fails(() -> assertThatQueue(queue).hasEnqueued(RESIZE).withPayloadMatching(resize -> false), "that matches");
        fails(() -> assertThatQueue(queue).hasEnqueued(RESIZE).onQueue("default"), "on queue default");
        fails(() -> assertThatQueue(queue).onQueue("default").hasEnqueued(RESIZE), "image.resize on queue default");
        fails(() -> assertThatQueue(queue).hasEnqueued(RESIZE).withPriority(1), "with priority 1");
        fails(() -> assertThatQueue(queue).hasEnqueued(RESIZE).withId("other"), "with id other");
        fails(() -> assertThatQueue(queue).hasEnqueued(RESIZE).dueAt(Instant.EPOCH), "due at 1970");
        fails(() -> assertThatQueue(queue).hasEnqueued(RESIZE).withDelay(Duration.ofSeconds(1)), "a delay of PT1S");
        fails(() -> assertThatQueue(queue).hasEnqueued(RESIZE).inState(JobState.DEAD), "in state dead");
        fails(() -> assertThatQueue(queue).hasEnqueued(RESIZE).times(2), "2 times");
        fails(() -> assertThatQueue(queue).hasNotEnqueued(RESIZE), "no jobs of kind image.resize");
        fails(() -> assertThatQueue(queue).hasNoJobs(), "expected no jobs but there are 2 jobs");
        fails(() -> assertThatQueue(queue).onQueue("media").hasNoJobs(), "on queue media but there is one job");
        fails(() -> assertThatQueue(queue).hasJobs(3), "expected 3 jobs");
        fails(() -> assertThatQueue(queue).hasNoJobs(JobState.PENDING), "no pending jobs");
        fails(() -> assertThatQueue(queue).job(JobId.of("none")), "expected job none");
        fails(() -> assertThatQueue(new MemoryJobStore()).hasJobs(1), "but there are no jobs");
    }

    @Test
    void whatBecameOfAJobIsAssertedAndAFailureShowsItsAttempts() {
        JobId resized =
                queue.enqueue(RESIZE.of(new Resize(7, 300)).queue("media").priority(2));
        JobId failed = queue.enqueue(FAIL.of("").maxAttempts(1));
        JobId withdrawn = queue.enqueue(FAIL.of(""));
        JobId later = queue.enqueue(FAIL.of("").delay(Duration.ofMinutes(1)));
        queue.queue().cancel(withdrawn);
        queue.drain();

        assertThatQueue(queue)
                .job(resized)
                .isCompleted()
                .withAttempts(1)
                .withLosses(0)
                .onQueue("media")
                .withPriority(2)
                .hasLogged("scaled to 300");
        assertThatQueue(queue).job(failed).isDead().withError("no handler");
        assertThatQueue(queue).job(withdrawn).isCancelled();
        assertThatQueue(queue)
                .job(later)
                .isPending()
                .withDelay(Duration.ofMinutes(1))
                .dueAt(Instant.parse("2026-01-01T00:01:00Z"));

        JobAssert dead = assertThatQueue(queue).job(failed);
        fails(dead::isCompleted, "expected that job " + failed + " is completed", "attempt 1 ended FAILED: no handler");
        fails(() -> dead.withError("timeout"), "has an error with \"timeout\"");
        fails(() -> dead.withAttempts(2), "has 2 attempts");
        fails(() -> dead.withLosses(1), "has 1 losses");
        fails(() -> dead.onQueue("media"), "is on queue media");
        fails(() -> dead.withPriority(1), "has priority 1");
        fails(() -> dead.dueAt(Instant.EPOCH), "is due at");
        fails(() -> dead.withDelay(Duration.ofDays(1)), "is due PT24H");
        fails(() -> dead.hasLogged("scaled"), "has logged \"scaled\", among []");
        JobAssert completed = assertThatQueue(queue).job(resized);
        fails(completed::isDead, "is dead");
        fails(completed::isPending, "is pending");
        fails(completed::isFailed, "is failed");
        fails(completed::isCancelled, "is cancelled");
        fails(() -> completed.withError(""), "has an error");
    }

    private static void fails(ThrowingCallable assertion, String... parts) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
    }

    private static Resize resize(Payload payload) {
        String[] parts = payload.text().split("x", 2);
        return new Resize(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }
}
