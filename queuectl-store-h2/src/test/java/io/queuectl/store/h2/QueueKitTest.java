package io.queuectl.store.h2;

import static io.queuectl.testkit.app.QueueAssertions.assertThatQueue;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.testkit.app.QueueTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test kit for applications on H2 in memory, which shares the application's transactions. */
class QueueKitTest {

    private static final JobType<String> MAIL = JobType.text("mail");

    private final AtomicInteger mails = new AtomicInteger();
    private final JdbcDataSource database = new JdbcDataSource();

    @RegisterExtension
    final QueueTest own = QueueTest.on(H2Store::memory)
            .handle(MAIL, (address, context) -> mails.incrementAndGet(), on -> on.maxAttempts(2));

    @RegisterExtension
    final QueueTest guest =
            QueueTest.on(() -> H2Store.of(database)).handle(MAIL, (address, context) -> mails.incrementAndGet());

    QueueKitTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void jobsRunAtTheTimeOfTheTestAndAreLostOnDemand() {
        JobId id = own.enqueue(MAIL.of("ann").delay(Duration.ofDays(3)));
        assertThat(own.drain()).isEmpty();
        own.loseNext(MAIL);
        own.advanceToNextDue();
        own.drain();

        assertThat(mails).hasValue(2);
        assertThatQueue(own).job(id).isCompleted().withLosses(1).withDelay(Duration.ofDays(3));
        assertThatQueue(guest).hasNoJobs();
    }

    @Test
    void aJobOfARolledBackTransactionWasNeverThere() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            guest.queue().enqueue(connection, MAIL.of("ann"));
            connection.rollback();
            assertThatQueue(guest).hasNoJobs();
            guest.queue().enqueue(connection, MAIL.of("ben"));
            connection.commit();
        }
        guest.drain();

        assertThatQueue(guest).hasEnqueued(MAIL).withPayload("ben").once();
        assertThat(mails).hasValue(1);
    }
}
