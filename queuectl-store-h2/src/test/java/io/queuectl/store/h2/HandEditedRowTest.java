package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.PageRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that a person edited, past the checks, into something no queuectl wrote harms itself and nothing else. */
class HandEditedRowTest {

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();
    private JobStore store;
    private NodeInfo node;

    @BeforeEach
    void twoJobs() {
        store = H2Store.open(file());
        node = data.join(store);
        data.insert(store, data.job().id("edited"), data.job().id("untouched"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = 'bogus'",
                "state = ''",
                "attempts = -1",
                "losses = -7",
                "kind = 'no kind'",
                "kind = ''",
                "run_at = -1",
                "created_at = 9223372036854775807",
                "max_attempts = 0",
                "backoff = ''",
                "timeout_ms = -5",
                "timeout_ms = 9223372036854775807",
                "token_epoch = 5, token_number = -1"
            })
    void isInvalidAndNeverClaimed(String edit) throws Exception {
        edit("UPDATE job SET " + edit + " WHERE name = 'edited'");

        JobView view = store.queries().find(JobId.of("edited")).orElseThrow();
        assertThat(view.state()).isEqualTo(JobState.INVALID);
        assertThat(TestDatabase.ids(TestDatabase.claim(store, node, 10))).containsExactly("untouched");
        assertThat(TestDatabase.claim(store, node, 10)).isEmpty();
        everythingStillReads();
    }

    @Test
    void isInvalidWithoutItsPayload() throws Exception {
        edit("DELETE FROM payload WHERE seq = 1");

        assertThat(TestDatabase.ids(TestDatabase.claim(store, node, 1))).containsExactly("untouched");
        everythingStillReads();
    }

    @Test
    void isInvalidUnderANameThatIsNoId() throws Exception {
        edit("UPDATE job SET name = 'no id!' WHERE seq = 1");

        assertThat(store.queries()
                        .list(JobFilter.in(JobState.PENDING), PageRequest.first(PageRequest.Order.OLDEST_FIRST, 10))
                        .jobs())
                .extracting(JobView::state)
                .containsExactly(JobState.INVALID, JobState.PENDING);
        assertThat(TestDatabase.ids(TestDatabase.claim(store, node, 1))).containsExactly("untouched");
    }

    @Test
    void inAQueueThatIsNoneHidesNoOther() throws Exception {
        edit("UPDATE job SET queue = 'no queue!' WHERE seq = 1");

        assertThat(store.queries().waitingQueues()).extracting(Object::toString).containsExactly("default");
        everythingStillReads();
    }

    @Test
    void heldWithoutATokenIsInvalidAndNoOrphan() throws Exception {
        edit("UPDATE job SET state = 'processing' WHERE seq = 1");

        assertThat(store.queries().find(JobId.of("edited")).orElseThrow().state())
                .isEqualTo(JobState.INVALID);
        assertThat(store.nodes().orphans(10)).isEmpty();
        everythingStillReads();
    }

    @Test
    void manyAtTheHeadOfAQueueStarveNobody() throws Exception {
        for (int i = 0; i < 30; i++) {
            data.insert(store, data.job().id("last" + i));
        }
        edit("UPDATE job SET kind = '' WHERE seq < 30");

        assertThat(TestDatabase.ids(TestDatabase.claim(store, node, 2))).containsExactly("last27", "last28");
    }

    @Test
    void isNeverMovedAndCanBeDeleted() throws Exception {
        edit("UPDATE job SET state = 'bogus' WHERE seq = 1");
        JobId id = JobId.of("edited");

        assertThat(store.admin().cancel(id, TestDatabase.NOW)).isEqualTo(AdminAnswer.wrongState(JobState.INVALID));
        assertThat(store.admin().requeue(id, TestDatabase.NOW)).isEqualTo(AdminAnswer.wrongState(JobState.INVALID));
        assertThat(store.queries()
                        .list(JobFilter.in(JobState.INVALID), PageRequest.first(PageRequest.Order.NEWEST_FIRST, 5))
                        .jobs())
                .hasSize(1);
        assertThat(store.admin().delete(id).kind()).isEqualTo(AdminAnswer.Kind.DONE);
    }

    private void everythingStillReads() {
        for (PageRequest.Order order : PageRequest.Order.values()) {
            assertThat(store.queries()
                            .list(JobFilter.ANY, PageRequest.first(order, 10))
                            .jobs())
                    .hasSize(2);
        }
        assertThat(store.queries().counts()).isNotEmpty();
        assertThat(store.queries().attempts(JobId.of("edited"))).hasSizeLessThan(2);
        assertThat(store.queries().nextScheduled(TestDatabase.NOW)).isEmpty();
        store.queries().durations();
        store.nodes().orphans(10);
    }

    private void edit(String sql) throws Exception {
        TestDatabase.run(
                file(),
                "SET SCHEMA \"queuectl\"",
                "ALTER TABLE job DROP CONSTRAINT IF EXISTS job_state",
                "ALTER TABLE job DROP CONSTRAINT IF EXISTS job_counters",
                sql);
    }

    private Path file() {
        return folder.resolve("jobs");
    }
}
