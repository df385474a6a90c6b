package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row that a person edited into something no queuectl wrote harms itself and nothing else: as one test class to extend by SQL stores
 * whose database lets such rows in.
 */
public abstract class HandEditedRowContract extends StoreScenario {

    private Claimant node;

    /** Runs a statement on the tables, past the checks of the schema. */
    protected abstract void edit(String sql) throws SQLException;

    @BeforeEach
    void twoJobs() {
        node = joined();
        insertAll(job("edited"), job("untouched"));
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
    void isInvalidAndNeverClaimed(String change) throws SQLException {
        edit("UPDATE job SET " + change + " WHERE name = 'edited'");

        requireInvalidAndNeverClaimed();
    }

    /** The edited job shows as invalid, only the other one is claimed, and everything else can be read. */
    protected final void requireInvalidAndNeverClaimed() {
        assertThat(stateOf(JobId.of("edited"))).isEqualTo(JobState.INVALID);
        assertThat(claimedIds(claim(node, 10))).containsExactly("untouched");
        assertThat(claim(node, 10)).isEmpty();
        requireAllElseReads();
    }

    @Test
    void isInvalidWithoutItsPayload() throws SQLException {
        edit("UPDATE job SET payload = NULL WHERE seq = 1");

        requireInvalidAndNeverClaimed();
    }

    @Test
    void isInvalidWithoutALargePayload() throws SQLException {
        JobId large = insert(job("large").payload(Payload.of("x".repeat(5_000))));
        edit("DELETE FROM payload WHERE seq = "
                + store.queries().find(large).orElseThrow().number());

        assertThat(stateOf(large)).isEqualTo(JobState.INVALID);
        assertThat(claimedIds(claim(node, 10))).containsExactly("edited", "untouched");
        assertThat(claim(node, 10)).isEmpty();
    }

    @Test
    void isInvalidUnderANameThatIsNoId() throws SQLException {
        edit("UPDATE job SET name = 'no id!' WHERE seq = 1");

        assertThat(store.queries()
                        .list(JobFilter.in(JobState.PENDING), PageRequest.first(PageRequest.Order.OLDEST_FIRST, 10))
                        .jobs())
                .extracting(JobView::state)
                .containsExactly(JobState.INVALID, JobState.PENDING);
        assertThat(claimedIds(claim(node, 1))).containsExactly("untouched");
    }

    @Test
    void inAQueueThatIsNoneHidesNoOther() throws SQLException {
        edit("UPDATE job SET queue = 'no queue!' WHERE seq = 1");

        assertThat(store.queries().waitingQueues()).extracting(Object::toString).containsExactly("default");
        requireAllElseReads();
    }

    @Test
    void heldWithoutATokenIsInvalidAndNoOrphan() throws SQLException {
        edit("UPDATE job SET state = 'processing' WHERE seq = 1");

        assertThat(stateOf(JobId.of("edited"))).isEqualTo(JobState.INVALID);
        assertThat(store.nodes().orphans(10)).isEmpty();
        requireAllElseReads();
    }

    @Test
    void manyAtTheHeadOfAQueueStarveNobody() throws SQLException {
        for (int i = 0; i < 30; i++) {
            insert(job("last" + i));
        }
        edit("UPDATE job SET kind = '' WHERE seq < 30");

        assertThat(claimedIds(claim(node, 2))).containsExactly("last27", "last28");
    }

    @Test
    void isNeverMovedAndCanBeDeleted() throws SQLException {
        edit("UPDATE job SET state = 'bogus' WHERE seq = 1");
        JobId id = JobId.of("edited");

        assertThat(store.admin().cancel(id, now())).isEqualTo(AdminAnswer.wrongState(JobState.INVALID));
        assertThat(store.admin().requeue(id, now())).isEqualTo(AdminAnswer.wrongState(JobState.INVALID));
        assertThat(store.queries()
                        .list(JobFilter.in(JobState.INVALID), PageRequest.first(PageRequest.Order.NEWEST_FIRST, 5))
                        .jobs())
                .hasSize(1);
        assertThat(store.admin().delete(id).kind()).isEqualTo(AdminAnswer.Kind.DONE);
    }

    @Test
    void isCountedAsWhatItSays() throws SQLException {
        edit("UPDATE job SET state = 'completed' WHERE seq = 1");
        assertThat(store.queries().counts())
                .containsExactly(
                        new StateCount(QueueName.DEFAULT, JobState.PENDING, 1),
                        new StateCount(QueueName.DEFAULT, JobState.COMPLETED, 1));

        edit("UPDATE job SET state = 'waiting' WHERE seq = 1");
        assertThat(store.queries().counts())
                .containsExactly(
                        new StateCount(QueueName.DEFAULT, JobState.PENDING, 1),
                        new StateCount(QueueName.DEFAULT, JobState.INVALID, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec = 'sunrise'",
                "spec = 'cron 0 0 30 2 * in UTC'",
                "missed = 'never'",
                "overlap = ''",
                "jitter_ms = -1",
                "kind = 'no kind'",
                "queue = ''",
                "max_attempts = 0",
                "timeout_ms = 9223372036854775807"
            })
    void aScheduleIsListedAndNeverFires(String change) throws SQLException {
        store.schedules().put(ScheduleContract.hourly("edited"), now());
        store.schedules().put(ScheduleContract.hourly("untouched"), now());
        edit("UPDATE schedule SET " + change + " WHERE name = 'edited'");

        assertThat(store.schedules().list())
                .extracting(view -> view.name() + " " + (view.schedule().spec() instanceof ScheduleSpec.Unreadable))
                .containsExactly("edited true", "untouched false");
        assertThat(store.schedules().due(now(), 10).due()).hasSize(2);
        assertThat(store.schedules().remove("edited")).isTrue();
    }

    private void requireAllElseReads() {
        for (PageRequest.Order order : PageRequest.Order.values()) {
            assertThat(everyJob(order)).hasSize(2);
        }
        assertThat(store.queries().counts().stream()
                        .mapToLong(StateCount::count)
                        .sum())
                .isEqualTo(2);
        assertThat(store.queries().attempts(JobId.of("edited"))).hasSizeLessThan(2);
        assertThat(store.queries().nextScheduled(now())).isEmpty();
        store.queries().durations();
        store.nodes().orphans(10);
    }
}
