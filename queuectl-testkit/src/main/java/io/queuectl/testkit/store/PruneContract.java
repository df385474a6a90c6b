package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.engine.ChunkPace;
import io.queuectl.core.engine.Removal;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Moved;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What it costs to delete very many jobs: others are not kept from writing for long, and the room is used again. */
public abstract class PruneContract {

    private static final int ROUNDS = 8;
    private static final int JOBS = 4_000;
    private static final int BYTES = 2_000;

    /** Always the same data. */
    protected abstract StoreFixture fixture();

    /** How many bytes the data takes on disk, while no store is open. */
    protected abstract long size();

    /** What the database does by itself before long. */
    protected void tidy() {}

    @Test
    void whatIsDeletedMakesRoomForWhatComes() {
        try (StoreFixture fixture = fixture()) {
            for (int round = 1; round <= ROUNDS; round++) {
                fillAndEmpty(fixture);
            }
            assertThat(size()).as("after %s rounds", ROUNDS).isLessThan(3L * JOBS * BYTES);
        }
    }

    /** On a machine that is busy with other things one or the other may take longer. */
    @Test
    void mostTransactionsOnManyJobsAreAsShortAsTheyShall() {
        try (StoreFixture fixture = fixture();
                QueueCtl queue = QueueCtl.builder().store(fixture.open()).build();
                JobStore store = fixture.open()) {
            fill(queue);
            List<Duration> held = new ArrayList<>();
            JobStore watched = watched(JobStore.class, store, moved -> held.add(moved.held()));
            Removal removal = new Removal(watched, JobFilter.ANY, null, new ChunkPace());
            while (!removal.isOver()) {
                removal.step(store.clock().instant());
            }
            assertThat(queue.jobs().count(JobFilter.ANY)).isZero();
            assertThat(held).hasSizeGreaterThan(3);
            assertThat(held.stream().filter(time -> time.compareTo(ChunkPace.LONGEST) > 0))
                    .as("those that took too long, of %s", held)
                    .hasSizeLessThan(held.size() / 2);
        }
    }

    private void fillAndEmpty(StoreFixture fixture) {
        try (QueueCtl queue = QueueCtl.builder().store(fixture.open()).build()) {
            fill(queue);
            assertThat(queue.jobs().deleteAll(JobFilter.ANY)).isEqualTo(JOBS);
        }
        tidy();
    }

    private static void fill(QueueCtl queue) {
        queue.enqueueAll(Stream.generate(() -> JobRequest.of("prune", Payload.of("x".repeat(BYTES))))
                .limit(JOBS));
    }

    /** The same, or one of its interfaces, and tells what became of each transaction on many jobs. */
    private static <T> T watched(Class<T> type, T watched, Consumer<Moved> told) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(watched, arguments);
                        if (answer instanceof Moved moved) {
                            told.accept(moved);
                        }
                        return method.getName().equals("bulk")
                                ? watched(BulkMoves.class, (BulkMoves) answer, told)
                                : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
