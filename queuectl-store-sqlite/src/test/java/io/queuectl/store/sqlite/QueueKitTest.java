package io.queuectl.store.sqlite;

import static io.queuectl.testkit.app.QueueAssertions.assertThatQueue;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.testkit.app.QueueTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The test kit for applications on a SQLite file, new for each test. */
class QueueKitTest {

    private static final JobType<String> MAIL = JobType.text("mail");

    @TempDir
    static Path folder;

    private final Path file = folder.resolve(UUID.randomUUID() + ".db");
    private final AtomicInteger mails = new AtomicInteger();

    @RegisterExtension
    final QueueTest queue =
            QueueTest.on(() -> SqliteStore.open(file)).handle(MAIL, (address, context) -> mails.incrementAndGet());

    @Test
    void jobsRunAtTheTimeOfTheTestAreLostOnDemandAndShareItsTransactions() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            queue.queue().enqueue(connection, MAIL.of("rolled back"));
            connection.rollback();
        }
        JobId id = queue.enqueue(MAIL.of("ann").delay(Duration.ofDays(3)));
        assertThat(queue.drain()).isEmpty();
        queue.loseNext(MAIL);
        queue.advanceToNextDue();
        queue.drain();

        assertThat(mails).hasValue(2);
        assertThatQueue(queue).hasEnqueued(MAIL).once();
        assertThatQueue(queue).job(id).isCompleted().withLosses(1).withDelay(Duration.ofDays(3));
    }
}
