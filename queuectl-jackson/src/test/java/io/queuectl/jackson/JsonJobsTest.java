package io.queuectl.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs with JSON payloads in a database, good ones and bad ones. */
class JsonJobsTest {

    private static final JobType<Resize> RESIZE = JobType.of("image.resize", JsonCodec.of(Resize.class));

    private final Queue<Object> done = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    record Resize(long image, @JsonAlias("size") int width) {}

    record FormerResize(long image, int size) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"image\":\"seven\",\"width\":1}", "{\"image\":7}", "\0\u0001 no json", "null"})
    void anUndecodablePayloadFailsItsJobOnlyAndItsBytesStay(String bad) throws InterruptedException {
        try (QueueCtl queue =
                open().handle(RESIZE, (resize, context) -> done.add(resize)).build()) {
            JobId good = queue.enqueue(RESIZE.of(new Resize(1, 100)));
            JobId undecodable = queue.enqueue(JobRequest.of(RESIZE.kind(), Payload.of(bad)));
            JobId alsoGood = queue.enqueue(RESIZE.of(new Resize(2, 200)));
            queue.start(workers -> workers.queue("default", 1));

            JobView dead = finished(queue, undecodable, JobState.DEAD);
            finished(queue, good, JobState.COMPLETED);
            finished(queue, alsoGood, JobState.COMPLETED);
            assertThat(dead.payload()).isEqualTo(Payload.of(bad));
            assertThat(dead.error()).contains("payload");
            assertThat(done).containsExactly(new Resize(1, 100), new Resize(2, 200));
        }
    }

    @Test
    void anUnknownKindFailsItsJobOnlyAndItsBytesStay() throws InterruptedException {
        JobType<Resize> unknown = JobType.of("image.rotate", JsonCodec.of(Resize.class));
        try (QueueCtl queue =
                open().handle(RESIZE, (resize, context) -> done.add(resize)).build()) {
            JobId lost = queue.enqueue(unknown.of(new Resize(1, 90)));
            JobId good = queue.enqueue(RESIZE.of(new Resize(2, 200)));
            queue.start(workers -> workers.queue("default", 1));

            assertThat(finished(queue, lost, JobState.DEAD).payload().text()).isEqualTo("{\"image\":1,\"width\":90}");
            finished(queue, good, JobState.COMPLETED);
        }
    }

    @Test
    void jobsOfAFormerReleaseThatStillWaitAreDoneByTheNext() throws InterruptedException {
        JobType<FormerResize> former = JobType.of("image.resize", JsonCodec.of(FormerResize.class));
        List<JobId> waiting;
        try (QueueCtl queue = open().build()) {
            waiting =
                    queue.enqueueAll(List.of(former.of(new FormerResize(1, 100)), former.of(new FormerResize(2, 200))));
        }

        try (QueueCtl queue =
                open().handle(RESIZE, (resize, context) -> done.add(resize)).build()) {
            queue.start(workers -> workers.queue("default", 1));
            for (JobId id : waiting) {
                finished(queue, id, JobState.COMPLETED);
            }
            assertThat(done).containsExactly(new Resize(1, 100), new Resize(2, 200));
        }
    }

    @Test
    void aDeadJobIsDoneOnceAReleaseReadsIt() throws InterruptedException {
        Payload ofTomorrow = Payload.of("{\"picture\":7,\"width\":300}");
        JobId id;
        try (QueueCtl queue =
                open().handle(RESIZE, (resize, context) -> done.add(resize)).build()) {
            id = queue.enqueue(JobRequest.of(RESIZE.kind(), ofTomorrow));
            queue.start(workers -> workers.queue("default", 1));
            finished(queue, id, JobState.DEAD);
        }

        JobType<Tomorrow> tomorrow = JobType.of("image.resize", JsonCodec.of(Tomorrow.class));
        try (QueueCtl queue =
                open().handle(tomorrow, (resize, context) -> done.add(resize)).build()) {
            queue.start(workers -> workers.queue("default", 1));
            queue.requeue(id);
            finished(queue, id, JobState.COMPLETED);
            assertThat(done).containsExactly(new Tomorrow(7, 300));
        }
    }

    record Tomorrow(long picture, int width) {}

    private QueueCtlBuilder open() {
        return QueueCtl.builder()
                .store(SqliteStore.open(folder.resolve("jobs.db")))
                .maxAttempts(1);
    }

    private static JobView finished(QueueCtl queue, JobId id, JobState state) throws InterruptedException {
        JobView job = queue.await(id, Duration.ofSeconds(20)).orElseThrow();
        assertThat(job.state()).isEqualTo(state);
        return job;
    }
}
