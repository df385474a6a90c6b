package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that many small commits are written to stays small while it is open. */
class H2CompactionTest {

    private static final int JOBS = 2_000;
    private static final int ROUNDS = 24;
    private static final int CHANGES = 500;

    /** What a commit writes at least. */
    private static final long BLOCK = 4_096;

    @TempDir
    Path directory;

    @Test
    void whatOldChunksHoldIsWrittenAnewAndTheirRoomUsedAgain() throws SQLException, IOException {
        Path file = directory.resolve("queue");
        try (JobStore store = H2Store.open(file);
                Connection beside = H2Address.file(file).connect()) {
            forgetOldChunksAtOnce(beside);
            List<JobId> ids = new ArrayList<>();
            QueueCtl queue = QueueCtl.builder().store(store).build();
            for (int i = 0; i < JOBS; i++) {
                ids.add(queue.enqueue(JobRequest.of("mail", Payload.of("to " + i))));
            }
            SplittableRandom dice = new SplittableRandom(7);
            List<Long> sizes = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < CHANGES; i++) {
                    store.admin().edit(ids.get(dice.nextInt(JOBS)), JobEdit.NOTHING.priority(dice.nextInt(9)));
                }
                sizes.add(size());
            }
            assertThat(sizes.get(ROUNDS - 1)).as("%s", sizes).isLessThan(ROUNDS * CHANGES * BLOCK / 3);
        }
    }

    /** H2 keeps them for 45 s otherwise, in case that the machine dies. */
    private static void forgetOldChunksAtOnce(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET RETENTION_TIME 0");
        }
    }

    @Test
    void anInterruptLeavesTheCommitAsItIs() {
        try (JobStore store = H2Store.open(directory.resolve("queue"))) {
            QueueCtl queue = QueueCtl.builder().store(store).build();
            JobId id = queue.enqueue(JobRequest.of("mail", Payload.of("to somebody")));
            for (int i = 0; i < CHANGES; i++) {
                Thread.currentThread().interrupt();
                assertThat(store.admin()
                                .edit(id, JobEdit.NOTHING.priority(i % 9))
                                .kind())
                        .isEqualTo(AdminAnswer.Kind.DONE);
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    private long size() throws IOException {
        return Files.size(directory.resolve("queue.mv.db"));
    }
}
