package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.StateCount;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.SettlementDraft;
import io.queuectl.testkit.SteppingClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writers add to the tally beside one another, and what a hand deletes comes off it. */
class TallyTest {

    private static final Instant NOW = SteppingClock.START;

    private final PostgresFixture fixture = new PostgresFixture();
    private final JobFixtures jobs = new JobFixtures();
    private JobStore store;
    private NodeInfo node;
    private long number = 1;

    @BeforeEach
    void open() {
        store = fixture.open();
        node = jobs.node().build();
        store.nodes().join(node, NOW);
    }

    @AfterEach
    void close() {
        store.close();
        fixture.close();
    }

    @Test
    void aWriterWaitsForNobodyWhoHoldsTheTally() throws SQLException {
        complete(3);
        try (Connection other = fixture.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE tally SET jobs = jobs + 5");
            complete(2);

            assertThat(store.queries().counts()).containsExactly(completed(5));
            assertThat(rows("SELECT jobs FROM tally ORDER BY id")).containsExactly(3L, 2L);
            other.commit();
        }
        assertThat(store.queries().counts()).containsExactly(completed(10));
    }

    @Test
    void aRowThatIsFreeIsTakenAgain() throws SQLException {
        for (int i = 0; i < 10; i++) {
            complete(2);
        }

        assertThat(rows("SELECT jobs FROM tally")).containsExactly(20L);
    }

    @Test
    void manyDeletedTogetherComeOffAtOnce() throws SQLException {
        complete(50);
        try (Connection other = fixture.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE tally SET jobs = jobs");
            JobFilter completed = JobFilter.in(JobState.COMPLETED);
            List<Long> numbers = store.bulk().numbers(completed, 0, 40);
            assertThat(store.bulk()
                            .moveAll(numbers, completed, JobMove.DELETE, NOW)
                            .jobs())
                    .isEqualTo(40);

            assertThat(rows("SELECT jobs FROM tally ORDER BY id")).containsExactly(50L, -40L);
            assertThat(store.queries().counts()).containsExactly(completed(10));
            other.rollback();
        }
    }

    @Test
    void whatAHandDeletesIsCountedNoMore() throws SQLException {
        complete(5);
        try (Connection hand = fixture.connect();
                Statement statement = hand.createStatement()) {
            statement.execute("DELETE FROM job WHERE seq IN (SELECT seq FROM job ORDER BY seq LIMIT 2)");
        }

        assertThat(store.queries().counts()).containsExactly(completed(3));
        assertThat(rows("SELECT jobs FROM tally")).containsExactly(3L);
    }

    private void complete(int count) {
        store.exchange(Batch.of(NOW)
                .insert(Stream.generate(() -> jobs.job())
                        .limit(count)
                        .map(JobDraft::build)
                        .toList()));
        ClaimRequest wish =
                new ClaimRequest(node.epoch(), QueueName.DEFAULT, count, 0, PriorityOrder.HIGHEST_FIRST, number);
        number += count;
        List<Claim> claims = store.exchange(Batch.of(NOW).claim(List.of(wish)))
                .claims()
                .get(0)
                .claims();
        assertThat(claims).hasSize(count);
        store.exchange(Batch.of(NOW)
                .settle(claims.stream()
                        .map(claim -> SettlementDraft.completed(claim).build())
                        .toList()));
    }

    private static StateCount completed(long jobs) {
        return new StateCount(QueueName.DEFAULT, JobState.COMPLETED, jobs);
    }

    private List<Long> rows(String query) throws SQLException {
        List<Long> values = new ArrayList<>();
        try (Connection connection = fixture.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
        }
        return values;
    }
}
