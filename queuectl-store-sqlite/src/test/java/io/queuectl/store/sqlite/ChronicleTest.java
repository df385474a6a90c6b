package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.Chronicle;
import io.queuectl.core.spi.Chronicle.Happening;
import io.queuectl.core.spi.Chronicle.Wish;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chronicle tells, and what it does not grow beyond. */
class ChronicleTest {

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();

    @Test
    void jobsAttemptsAndMovesAreTold() {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job().id("a"), data.job().id("b"));
            NodeInfo node = data.join(store);
            TestDatabase.claim(store, node, 1);
            store.admin().cancel(JobId.of("b"), TestDatabase.NOW);
            store.queues().change(QueueName.of("media"), settings -> settings.pause(), TestDatabase.NOW);
        }

        assertThat(told(wish(Set.of())))
                .containsExactlyInAnyOrder(
                        "enqueued a",
                        "enqueued b",
                        "started a",
                        "cancelled b",
                        "moved b cancel",
                        "moved change queue media (1 job)");
        assertThat(told(wish(Set.of(Happening.MOVED)))).hasSize(2);
        assertThat(told(new Wish(Instant.EPOCH, JobId.of("b"), null, Set.of(), 10)))
                .containsExactlyInAnyOrder("enqueued b", "cancelled b", "moved b cancel");
        assertThat(told(new Wish(Instant.EPOCH, null, QueueName.of("media"), Set.of(), 10)))
                .isEmpty();
    }

    @Test
    void whatChangedNothingIsNotTold() {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job().id("a"));
            assertThat(store.admin().requeue(JobId.of("a"), TestDatabase.NOW))
                    .isEqualTo(AdminAnswer.wrongState(JobState.PENDING));
            store.admin().delete(JobId.of("none"));
            store.schedules().pause("none");
        }
        assertThat(told(wish(Set.of(Happening.MOVED)))).isEmpty();
    }

    @Test
    void theSameAgainIsToldOnceAndTheOldestAreForgotten() throws Exception {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job().id("a"), data.job().id("b"));
            for (long number = 1; number <= 2; number++) {
                store.bulk().moveAll(List.of(number), JobFilter.ANY, JobMove.DELETE, TestDatabase.NOW);
            }
            assertThat(told(wish(Set.of(Happening.MOVED)))).containsExactly("moved delete all (2 jobs)");

            TestDatabase.run(file(), """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10500)
                    INSERT INTO move (at, what, subject, jobs)
                    SELECT 0, 'cancel', 'job ' || i, 1 FROM n""");
            store.admin().putSetting("max_retries", "4");
        }
        assertThat(TestDatabase.column(file(), "SELECT COUNT(*) FROM move")).containsExactly("10000");
    }

    private static Wish wish(Set<Happening> types) {
        return new Wish(Instant.EPOCH, null, null, types, 100);
    }

    private List<String> told(Wish wish) {
        try (Chronicle chronicle = new SqliteStoreProvider().chronicle(file().toString(), Duration.ofSeconds(5))) {
            return chronicle.events(wish).stream()
                    .map(event -> event.type().text()
                            + (event.job() == null ? "" : " " + event.job())
                            + (event.type() == Happening.MOVED ? " " + event.detail() : ""))
                    .toList();
        }
    }

    private Path file() {
        return folder.resolve("queue.db");
    }
}
