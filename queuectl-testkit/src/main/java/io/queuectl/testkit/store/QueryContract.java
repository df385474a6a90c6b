package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.DurationStats;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The read side: found, listed page by page, counted, and told from history. */
public abstract class QueryContract extends StoreScenario {

    @Test
    void anEmptyStoreAnswersEverything() {
        assertThat(store.queries().find(JobId.of("1"))).isEmpty();
        assertThat(store.queries().find(JobId.of("a"))).isEmpty();
        assertThat(store.queries().list(JobFilter.ANY, PageRequest.first(PageRequest.Order.NEWEST_FIRST, 10)))
                .isEqualTo(new Page(List.of(), null));
        assertThat(store.queries().counts()).isEmpty();
        assertThat(store.queries().waitingQueues()).isEmpty();
        assertThat(store.queries().nextScheduled(now())).isEmpty();
        assertThat(store.queries().attempts(JobId.of("1"))).isEmpty();
        assertThat(store.queries().logs(JobId.of("1"), 0, 10)).isEmpty();
        assertThat(store.queries().durations()).isEqualTo(new DurationStats(0, null, null, null));
        assertThat(store.nodes().roster()).isEmpty();
        assertThat(store.nodes().orphans(1)).isEmpty();
        assertThat(store.admin().settings()).isEmpty();
    }

    @Test
    void anIdIsFoundByItsExactText() {
        insertAll(job("Job"), job("job"), job("7"));

        assertThat(view(JobId.of("Job")).id().text()).isEqualTo("Job");
        assertThat(view(JobId.of("job")).id().text()).isEqualTo("job");
        assertThat(store.queries().find(JobId.of("JOB"))).isEmpty();
        assertThat(store.queries().find(JobId.of("07"))).isEmpty();
    }

    @Test
    void theNumberOfANamedJobIsNoIdOfIt() {
        JobId named = insert(job("named"));

        assertThat(store.queries().find(JobId.of(Long.toString(view(named).number()))))
                .as("an id never means two things")
                .isEmpty();
    }

    @Test
    void everyOrderIsKept() {
        insertAll(
                job("a").priority(1),
                job("b").runAt(now().plusSeconds(5)),
                job("c").priority(9),
                job("d").runAt(now().plusSeconds(1)),
                job("e"));

        assertThat(idsIn(PageRequest.Order.NEWEST_FIRST)).containsExactly("e", "d", "c", "b", "a");
        assertThat(idsIn(PageRequest.Order.OLDEST_FIRST)).containsExactly("a", "b", "c", "d", "e");
        assertThat(idsIn(PageRequest.Order.CLAIM_ORDER)).containsExactly("c", "a", "e", "d", "b");
        assertThat(idsIn(PageRequest.Order.CLAIM_ORDER_LOWEST_FIRST)).containsExactly("e", "d", "b", "a", "c");
    }

    @ParameterizedTest
    @EnumSource(PageRequest.Order.class)
    void pagesOfAnySizeJoinWithoutGapOrDouble(PageRequest.Order order) {
        insertVaried(23);
        List<JobView> whole = everyJob(store, JobFilter.ANY, order, PageRequest.MAX_LIMIT);
        assertThat(whole).hasSize(23);

        for (int size : new int[] {1, 2, 3, 22, 23, 24}) {
            assertThat(everyJob(store, JobFilter.ANY, order, size)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @EnumSource(PageRequest.Order.class)
    void theLastPageSaysThatItIsTheLast(PageRequest.Order order) {
        insertVaried(4);

        Page first = store.queries().list(JobFilter.ANY, PageRequest.first(order, 2));
        assertThat(first.jobs()).hasSize(2);
        Page.Cursor end = Objects.requireNonNull(first.next(), "there is another page");
        Page last =
                store.queries().list(JobFilter.ANY, PageRequest.first(order, 2).startingAfter(end));
        assertThat(last.jobs()).hasSize(2);
        assertThat(last.next()).isNull();
    }

    @ParameterizedTest
    @EnumSource(PageRequest.Order.class)
    void pagingWhileRowsChangeMissesAndDoublesNoneThatStay(PageRequest.Order order) {
        insertVaried(30);
        List<String> stay = listedIds(everyJob(store, JobFilter.ANY, order, 100)).stream()
                .filter(id -> !id.endsWith("5") && !id.endsWith("6"))
                .toList();
        List<String> seen = new ArrayList<>();
        Page page = store.queries().list(JobFilter.ANY, PageRequest.first(order, 4));
        seen.addAll(listedIds(page.jobs()));
        for (int round = 0; page.next() != null && round < 100; round++) {
            disturb(round);
            page = store.queries()
                    .list(JobFilter.ANY, PageRequest.first(order, 4).startingAfter(page.next()));
            seen.addAll(listedIds(page.jobs()));
        }

        assertThat(seen).containsSubsequence(stay);
        assertThat(seen.stream().filter(stay::contains)).doesNotHaveDuplicates();
    }

    @Test
    void aCursorWorksThoughItsRowIsGone() {
        insertAll(job("a"), job("b"), job("c"), job("d"));
        PageRequest request = PageRequest.first(PageRequest.Order.OLDEST_FIRST, 2);
        Page first = store.queries().list(JobFilter.ANY, request);
        store.admin().delete(JobId.of("b"));

        Page second = store.queries()
                .list(JobFilter.ANY, request.startingAfter(Objects.requireNonNull(first.next(), "there is more")));
        assertThat(listedIds(second.jobs())).containsExactly("c", "d");
    }

    @Test
    void aListGoesByStateQueueAndKindTogether() {
        insertAll(
                job("a"),
                job("b").queue("media"),
                job("c").kind("k"),
                job("d").kind("k").queue("media"),
                job("e").queue("media"));
        store.admin().cancel(JobId.of("e"), now());

        assertThat(idsOf(JobFilter.ANY.kind("k"))).containsExactly("c", "d");
        assertThat(idsOf(JobFilter.ANY.queue(QueueName.of("media")))).containsExactly("b", "d", "e");
        assertThat(idsOf(JobFilter.in(JobState.PENDING).queue(QueueName.of("media"))))
                .containsExactly("b", "d");
        assertThat(idsOf(JobFilter.in(JobState.PENDING, JobState.CANCELLED)
                        .queue(QueueName.of("media"))
                        .kind("k")))
                .containsExactly("d");
        assertThat(idsOf(JobFilter.in(JobState.DEAD))).isEmpty();
        assertThat(idsOf(JobFilter.ANY.finishedBefore(now().plusMillis(1)))).containsExactly("e");
    }

    @Test
    void aFilteredListIsPagedToo() {
        IntStream.range(0, 20).forEach(i -> insert(job("job-" + i).queue(i % 3 == 0 ? "media" : "default")));

        assertThat(listedIds(everyJob(
                        store,
                        JobFilter.in(JobState.PENDING).queue(QueueName.of("media")),
                        PageRequest.Order.NEWEST_FIRST,
                        2)))
                .containsExactly("job-18", "job-15", "job-12", "job-9", "job-6", "job-3", "job-0");
    }

    @Test
    void countsEqualRows() {
        Claimant node = joined();
        insertAll(job("a"), job("b"), job("c"), job("d").queue("media"), job("e").queue("audio"));
        List<Claim> claims = claim(node, 2);
        settle(SettlementDraft.completed(claims.get(0)));

        assertThat(store.queries().counts())
                .containsExactlyInAnyOrder(
                        new StateCount(QueueName.of("audio"), JobState.PENDING, 1),
                        new StateCount(QueueName.DEFAULT, JobState.PENDING, 1),
                        new StateCount(QueueName.DEFAULT, JobState.PROCESSING, 1),
                        new StateCount(QueueName.DEFAULT, JobState.COMPLETED, 1),
                        new StateCount(QueueName.of("media"), JobState.PENDING, 1));
        assertThat(store.queries().counts()).isSortedAccordingTo(Comparator.comparing(StateCount::queue));
    }

    @Test
    void waitingQueuesAreThoseWithClaimableJobsDueOrNot() {
        insertAll(
                job().queue("c"),
                job().queue("b").runAt(now().plusSeconds(60)),
                job("gone").queue("d"),
                job().queue("c"));
        settle(SettlementDraft.failed(heldJob(), now().plusSeconds(60)));
        store.admin().cancel(JobId.of("gone"), now());

        assertThat(store.queries().waitingQueues())
                .containsExactly(QueueName.of("b"), QueueName.of("c"), QueueName.DEFAULT);
    }

    @Test
    void theNextScheduledJobIsTheFirstThatIsNotDueYet() {
        insertAll(
                job("due"),
                job("later").runAt(now().plusSeconds(9)),
                job("next").queue("media").runAt(now().plusSeconds(5)));

        assertThat(store.queries().nextScheduled(now()).map(JobView::id)).contains(JobId.of("next"));
        assertThat(store.queries().nextScheduled(now().plusSeconds(5)).map(JobView::id))
                .contains(JobId.of("later"));
        assertThat(store.queries().nextScheduled(now().plusSeconds(9))).isEmpty();
    }

    @Test
    void aRetryIsScheduledToo() {
        Claim claim = heldJob();
        settle(SettlementDraft.failed(claim, now().plusSeconds(5)));

        assertThat(store.queries().nextScheduled(now()).map(JobView::id)).contains(claim.id());
    }

    @Test
    void theRunningAttemptIsToldFromTheRow() {
        Claim claim = heldJob();
        Attempt attempt = store.queries().attempts(claim.id()).get(0);

        assertThat(attempt)
                .isEqualTo(new Attempt(1, claim.token(), attempt.node(), claim.claimedAt(), null, null, null));
    }

    @Test
    void theCompletingAttemptIsToldFromTheRow() {
        Claim claim = heldJob();
        settle(SettlementDraft.completed(claim).ran(now().plusMillis(2), now().plusMillis(12)));
        Attempt attempt = store.queries().attempts(claim.id()).get(0);

        assertThat(attempt)
                .isEqualTo(new Attempt(
                        1,
                        claim.token(),
                        attempt.node(),
                        now().plusMillis(2),
                        now().plusMillis(12),
                        AttemptEnd.COMPLETED,
                        null));
    }

    @Test
    void historyTellsEveryAttemptInOrder() {
        Claimant node = joined();
        JobId id = insert(job());
        Claim first = claimOne(node);
        settle(SettlementDraft.failed(first, now()));
        Claim second = claimOne(node);
        settle(SettlementDraft.lost(second));
        settle(SettlementDraft.released(claimOne(node)).unstarted());
        Claim fourth = claimOne(node);
        assertThat(store.queries().attempts(id)).hasSize(3);
        settle(SettlementDraft.completed(fourth));

        List<Attempt> attempts = store.queries().attempts(id);
        assertThat(attempts.stream().map(Attempt::ordinal)).containsExactly(1, 2, 4);
        assertThat(attempts.stream().map(Attempt::token))
                .containsExactly(first.token(), second.token(), fourth.token());
        assertThat(attempts.stream().map(Attempt::end))
                .containsExactly(AttemptEnd.FAILED, AttemptEnd.LOST, AttemptEnd.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({"1000, 2000, 3000, 2000", "5, 5, 5, 5", "1, 86400000, 2, 28800001"})
    void durationsAreThoseOfTheCompletingAttempts(long first, long second, long third, long average) {
        for (long millis : new long[] {first, second, third}) {
            settle(SettlementDraft.completed(heldJob()).ran(now(), now().plusMillis(millis)));
        }
        settle(SettlementDraft.dead(heldJob()).ran(now(), now().plusSeconds(999_999)));

        DurationStats stats = store.queries().durations();
        assertThat(stats.completed()).isEqualTo(3);
        assertThat(stats.minimum()).isEqualTo(Duration.ofMillis(Math.min(first, Math.min(second, third))));
        assertThat(stats.maximum()).isEqualTo(Duration.ofMillis(Math.max(first, Math.max(second, third))));
        assertThat(stats.average()).isBetween(Duration.ofMillis(average - 1), Duration.ofMillis(average + 1));
    }

    private List<String> idsIn(PageRequest.Order order) {
        return listedIds(everyJob(order));
    }

    @Test
    void jobsAreFoundByTheirTags() {
        insertAll(
                job("a").tag("tenant", "acme").tag("trace", "1"),
                job("b").tag("tenant", "acme"),
                job("c").tag("tenant", "ACME"),
                job("d").tag("trace", "acme"),
                job("e"));
        JobFilter acme = JobFilter.ANY.tags(Tags.of("tenant", "acme"));

        assertThat(idsOf(acme)).containsExactly("a", "b");
        assertThat(idsOf(acme.tags(Tags.of("tenant", "acme").with("trace", "1"))))
                .containsExactly("a");
        assertThat(idsOf(acme.queue(QueueName.of("media")))).isEmpty();
        assertThat(idsOf(JobFilter.ANY.tags(Tags.of("tenant", "acm")))).isEmpty();
        assertThat(deleteAll(acme, 10)).isEqualTo(2);
        assertThat(idsOf(JobFilter.ANY)).containsExactly("c", "d", "e");
        insert(job("a"));
        assertThat(idsOf(acme)).isEmpty();
    }

    private List<String> idsOf(JobFilter filter) {
        return listedIds(everyJob(store, filter, PageRequest.Order.OLDEST_FIRST, 100));
    }

    private void insertVaried(int count) {
        JobDraft[] drafts = IntStream.range(0, count)
                .mapToObj(i -> job("job-" + i).priority(i * 7 % 3).runAt(now().plusSeconds(i * 5 % 4)))
                .toArray(JobDraft[]::new);
        insertAll(drafts);
    }

    /** Deletes one, moves one and adds one, of those that the test does not count on. */
    private void disturb(int round) {
        store.admin().delete(JobId.of("job-" + (round % 3) + "5"));
        store.admin().edit(JobId.of("job-" + (round % 3) + "6"), JobEdit.NOTHING.priority(round % 5));
        insert(job("added-" + round).priority(round % 3));
    }
}
