package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.LogLine;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.StopMode;
import io.queuectl.core.spi.WakeUps;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A store from opening to closing: what another one sees, what is there after opening again, and what no longer works. */
public abstract class LifeContract extends StoreScenario {

    @Test
    void aStoreSaysWhatItIs() {
        assertThat(store.info().name()).isNotBlank();
        assertThat(store.info().version()).isNotBlank();
        assertThat(store.info().schema()).isPositive();
        assertThat(store.info().durability()).isNotBlank();
        assertThat(store.info().location()).isNotBlank();
    }

    @Test
    void afterReopeningEverythingIsThere() {
        JobDraft waiting = job("waiting").priority(3).runAt(now().plusSeconds(60));
        insert(waiting);
        Claim done = heldJob(job("done"));
        settle(SettlementDraft.failed(done, now()));
        settle(SettlementDraft.completed(claimOne(joined())));
        Claim held = heldJob(job("held"));
        note(new ClaimNote.Log(held.number(), held.token(), List.of(new LogLine(now(), LogLine.Stream.OUT, "out"))));
        store.admin().cancel(held.id(), now());
        store.admin().putSetting("key", "value");
        store.nodes().requestStop(held.token().epoch(), StopMode.DRAIN);
        List<JobView> before = everyJob(PageRequest.Order.OLDEST_FIRST);
        List<NodeView> roster = store.nodes().roster();
        List<StateCount> counts = store.queries().counts();
        List<Attempt> history = store.queries().attempts(done.id());
        List<LogEntry> log = store.queries().logs(held.id(), 0, 10);

        store.close();
        store = another();

        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).isEqualTo(before);
        assertThat(store.nodes().roster().stream().map(NodeView::info))
                .containsExactlyInAnyOrderElementsOf(
                        roster.stream().map(NodeView::info).toList());
        assertThat(store.queries().counts()).isEqualTo(counts);
        assertThat(store.queries().attempts(done.id())).isEqualTo(history).hasSize(2);
        assertThat(store.queries().logs(held.id(), 0, 10)).isEqualTo(log).hasSize(1);
        assertThat(store.admin().settings()).containsEntry("key", "value");
        assertThat(store.nodes().signals(held.token().epoch()).stop()).isEqualTo(StopMode.DRAIN);
        assertThat(store.nodes().signals(held.token().epoch()).cancels()).containsExactly(held.token());
        assertThat(settle(SettlementDraft.completed(done))).isEqualTo(Settled.NOT_YOURS);
        assertThat(settle(SettlementDraft.cancelled(held))).isEqualTo(Settled.APPLIED);
        assertThat(insert(waiting)).as("known by its submission").isEqualTo(JobId.of("waiting"));
    }

    @Test
    void numbersGoOnAfterReopening() {
        JobId first = insert(job());
        store.admin().delete(first);
        store.close();
        store = another();

        assertThat(insert(job())).isNotEqualTo(first);
    }

    @Test
    void anotherStoreSeesWhatIsCommitted() {
        JobStore other = another();
        JobId id = insert(job());

        assertThat(other.queries().find(id)).contains(view(id));
        Claim claim = claimOne(joined());
        assertThat(other.exchange(batch().settle(
                                        List.of(SettlementDraft.completed(claim).build())))
                        .settlements())
                .containsExactly(Settled.APPLIED);
        assertThat(settle(SettlementDraft.completed(claim))).isEqualTo(Settled.ALREADY_APPLIED);
    }

    @Test
    void closingOneStoreLeavesAnotherOpen() {
        JobStore other = another();
        JobId id = insert(job());
        store.close();

        assertThat(other.queries().find(id)).isPresent();
    }

    @Test
    void closingTwiceIsClosing() {
        store.close();
        store.close();
    }

    @Test
    void aClosedStoreRefusesEverything() {
        NodeStore nodes = store.nodes();
        JobQueries queries = store.queries();
        JobAdmin admin = store.admin();
        JobId id = JobId.of("1");
        store.close();

        Stream.<ThrowingCallable>of(
                        () -> store.exchange(batch()),
                        () -> store.exchange(batch().insert(List.of(job().build()))),
                        () -> queries.find(id),
                        () -> queries.list(JobFilter.ANY, PageRequest.first(PageRequest.Order.NEWEST_FIRST, 1)),
                        queries::counts,
                        queries::durations,
                        () -> admin.cancel(id, now()),
                        () -> admin.delete(id),
                        admin::settings,
                        nodes::roster,
                        () -> nodes.join(fixtures.node().build(), now()),
                        () -> nodes.renew(1, now()))
                .forEach(call -> assertThatIllegalStateException().isThrownBy(call));
    }

    /** A thread that runs a handler is interrupted at a shutdown or a timeout, and may be in the middle of a call here. */
    @Test
    void anInterruptOfTheCallerNeitherEndsACallNorTheStore() {
        JobId id;
        Thread.currentThread().interrupt();
        try {
            id = insert(job());
            assertThat(store.queries().find(id)).isPresent();
            Claim claim = claimOne(joined());
            assertThat(store.nodes().renew(claim.token().epoch(), now()).known())
                    .isTrue();
            assertThat(settle(SettlementDraft.completed(claim))).isEqualTo(Settled.APPLIED);
            store.admin().putSetting("key", "value");
        } finally {
            assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
        }
        assertThat(stateOf(id)).isEqualTo(JobState.COMPLETED);
        assertThat(insert(job())).isNotEqualTo(id);
    }

    @Test
    void aWakeUpComesForWorkThatAnotherStoreBrings() throws InterruptedException {
        JobStore other = another();
        try (WakeUps wakeUps = store.wakeUps()) {
            while (wakeUps.await(Duration.ofMillis(1))) {
                // Drains what opening may have stirred up.
            }
            other.exchange(batch().insert(List.of(job().build())));

            assertThat(wakeUps.await(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void withoutNewsAWakeUpEndsWithItsTime() throws InterruptedException {
        try (WakeUps wakeUps = store.wakeUps()) {
            boolean quiet = false;
            for (int round = 0; round < 100 && !quiet; round++) {
                quiet = !wakeUps.await(Duration.ofMillis(1));
            }
            assertThat(quiet)
                    .as("one of a hundred waits is not woken for nothing")
                    .isTrue();
        }
    }
}
