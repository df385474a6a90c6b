package io.queuectl.store.postgres;

import static io.queuectl.testkit.app.QueueAssertions.assertThatQueue;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.testkit.app.QueueTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test kit for applications on PostgreSQL, whose own clock goes on while that of the test stands still. */
class QueueKitTest {

    private static final JobType<String> MAIL = JobType.text("mail");
    private static PostgresFixture database;

    private final AtomicInteger mails = new AtomicInteger();

    @RegisterExtension
    final QueueTest queue =
            QueueTest.on(() -> database.open()).handle(MAIL, (address, context) -> mails.incrementAndGet());

    @BeforeAll
    static void create() {
        database = new PostgresFixture();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void jobsRunAtTheTimeOfTheTestAreLostOnDemandAndShareItsTransactions() throws SQLException {
        try (Connection connection = database.source().getConnection()) {
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
