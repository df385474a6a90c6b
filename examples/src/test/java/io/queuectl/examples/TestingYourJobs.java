package io.queuectl.examples;

import static io.queuectl.testkit.app.QueueAssertions.assertThatQueue;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobContext;
import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobQueue;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.Payload;
import io.queuectl.api.PayloadCodec;
import io.queuectl.api.StoreException;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.app.InlineRun;
import io.queuectl.testkit.app.QueueTest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an application tests its jobs: an upload is to be resized, and who asked for it gets a mail. The snippets of docs/testing.md are from here. */
class TestingYourJobs {

    record Resize(long image, int width) {}

    static final JobType<Resize> RESIZE =
            JobType.of("image.resize", PayloadCodec.of(TestingYourJobs::encode, TestingYourJobs::decode));
    static final JobType<String> MAIL = JobType.text("mail.ready");

    private final Images images = new Images();

    @RegisterExtension
    final QueueTest queue = QueueTest.inMemory()
            .handle(RESIZE, images::resize, on -> on.maxAttempts(3).backoff(Backoff.fixed(ofMinutes(5))))
            .handle(MAIL, (address, context) -> context.log("mailed " + address));

    @Test
    void anUploadIsResizedLater() {
        new Gallery(queue.queue()).upload(7, "ann@example.org");

        assertThatQueue(queue)
                .hasEnqueued(RESIZE)
                .withPayload(new Resize(7, 300))
                .onQueue("media")
                .once();
        assertThatQueue(queue).hasEnqueued(MAIL).withDelay(ofMinutes(10));
        assertThat(images.resized).isEmpty();
    }

    @Test
    void anUploadIsResizedWhenTheJobsRun(JobQueue jobs) {
        new Gallery(jobs).upload(7, "ann@example.org");
        List<JobEvent.Settled> ended = queue.drain();

        assertThat(ended).extracting(JobEvent.Settled::kind).containsExactly("image.resize");
        assertThat(images.resized).containsExactly("7 to 300");
        assertThatQueue(queue).hasEnqueued(MAIL).inState(JobState.PENDING);
    }

    @Test
    void aMailGoesOutTenMinutesLater() {
        new Gallery(queue.queue()).upload(7, "ann@example.org");
        queue.advance(ofMinutes(10));
        queue.drain();

        assertThatQueue(queue).hasEnqueued(MAIL).inState(JobState.COMPLETED).once();
    }

    @Test
    void aResizeIsTriedAgainAfterFiveMinutesAndGivenUpAfterTheThirdTime() {
        images.diskIsFull = true;
        JobId id = queue.enqueue(RESIZE.of(new Resize(7, 300)));
        queue.drain();
        assertThatQueue(queue).job(id).isFailed().withError("disk full").withDelay(ofMinutes(5));

        queue.advance(ofMinutes(5));
        queue.drain();
        queue.advanceToNextDue();
        queue.drain();

        assertThatQueue(queue).job(id).isDead().withAttempts(3);
        assertThat(queue.drain()).isEmpty();
    }

    @Test
    void aResizeMayRunTwice() {
        JobId id = queue.enqueue(RESIZE.of(new Resize(7, 300)));
        queue.loseNext(RESIZE);
        queue.drain();

        assertThatQueue(queue).job(id).isCompleted().withLosses(1);
        assertThat(images.resized).containsExactly("7 to 300");
    }

    @Test
    void anUploadSaysSoIfItsJobCannotBeKept() {
        queue.storeFails(Fault.FAILS_BEFORE);

        assertThatThrownBy(() -> new Gallery(queue.queue()).upload(7, "ann@example.org"))
                .isInstanceOf(StoreException.class);
        assertThatQueue(queue).hasNoJobs();
    }

    @Test
    void aResizeLogsWhatItDoes() {
        InlineRun run = queue.runInline(RESIZE.of(new Resize(7, 300)));

        assertThat(run.outcome()).isEqualTo(Outcome.completed());
        assertThat(run.log()).hasSize(1);
    }

    /** The application's side that enqueues. */
    private record Gallery(JobQueue jobs) {

        void upload(long image, String owner) {
            jobs.enqueue(RESIZE.of(new Resize(image, 300)).queue("media"));
            jobs.enqueue(MAIL.of(owner).delay(ofMinutes(10)));
        }
    }

    /** The application's side that does the work. */
    private static final class Images {

        private final Set<String> resized = new TreeSet<>();
        private boolean diskIsFull;

        void resize(Resize job, JobContext context) throws IOException {
            if (diskIsFull) {
                throw new IOException("disk full");
            }
            resized.add(job.image() + " to " + job.width());
            context.log("resized " + job.image());
        }
    }

    private static Payload encode(Resize job) {
        return Payload.of(job.image() + " " + job.width());
    }

    private static Resize decode(Payload payload) {
        String[] parts = payload.text().split(" ", 2);
        return new Resize(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }
}
