package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.Failure;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Settled;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settlements: applied once, under the token of the claim, and nothing but that. */
public abstract class SettleContract extends StoreScenario {

    @Test
    void aCompletedJobShowsWhenItRan() {
        Claim claim = heldJob();
        settle(SettlementDraft.completed(claim).ran(now().plusMillis(3), now().plusMillis(1_003)));

        JobView view = view(claim.id());
        assertThat(view.state()).isEqualTo(JobState.COMPLETED);
        assertThat(view.startedAt()).isEqualTo(now().plusMillis(3));
        assertThat(view.finishedAt()).isEqualTo(now().plusMillis(1_003));
        assertThat(view.runAt()).isEqualTo(claim.runAt());
        assertThat(view.error()).isNull();
    }

    @Test
    void aFailedJobWaitsForItsRetryAndSaysWhy() {
        Claim claim = heldJob();
        settle(SettlementDraft.failed(claim, now().plusSeconds(4))
                .failure(new Failure("exit", "exit code 3", 3, "a trace")));

        JobView view = view(claim.id());
        assertThat(view.state()).isEqualTo(JobState.FAILED);
        assertThat(view.runAt()).isEqualTo(now().plusSeconds(4));
        assertThat(view.error()).isEqualTo("exit code 3");
        assertThat(view.startedAt()).isEqualTo(claim.claimedAt());
        assertThat(view.finishedAt()).isNull();
    }

    @Test
    void aDeadJobIsFinished() {
        Claim claim = heldJob();
        settle(SettlementDraft.dead(claim));

        JobView view = view(claim.id());
        assertThat(view.state()).isEqualTo(JobState.DEAD);
        assertThat(view.error()).isEqualTo("failed for good");
        assertThat(view.finishedAt()).isEqualTo(claim.claimedAt().plusSeconds(1));
    }

    @Test
    void aReleasedJobStandsWhereItStood() {
        Claim claim = heldJob(job().priority(4));
        JobView before = view(claim.id());
        settle(SettlementDraft.released(claim).unstarted());

        JobView view = view(claim.id());
        assertThat(view.state()).isEqualTo(JobState.PENDING);
        assertThat(view.runAt()).isEqualTo(before.runAt());
        assertThat(view.startedAt()).as("it never started").isNull();
        assertThat(view.finishedAt()).isNull();
    }

    @Test
    void anErrorStaysUntilAnotherTakesItsPlace() {
        Claimant node = joined();
        insert(job());
        settle(SettlementDraft.failed(claimOne(node), now()).failure(Failure.of("test", "first")));
        Claim second = claimOne(node);
        settle(SettlementDraft.released(second));
        assertThat(view(second.id()).error()).isEqualTo("first");
        settle(SettlementDraft.failed(claimOne(node), now()).failure(Failure.of("test", "second")));

        assertThat(view(second.id()).error()).isEqualTo("second");
    }

    @ParameterizedTest
    @EnumSource(AttemptEnd.class)
    void everyEndMovesItsOwnCounter(AttemptEnd end) {
        Claim claim = heldJob();
        settle(ending(claim, end));

        assertThat(view(claim.id()).counters()).isEqualTo(Counters.ZERO.plus(end));
    }

    @Test
    void theThreeCountersAddUpIndependently() {
        Claimant node = joined();
        insert(job());
        settle(SettlementDraft.failed(claimOne(node), now()));
        settle(SettlementDraft.released(claimOne(node)));
        settle(SettlementDraft.released(claimOne(node)).unstarted());
        settle(SettlementDraft.lost(claimOne(node)));
        Claim last = claimOne(node);
        assertThat(last.counters()).isEqualTo(new Counters(1, 1, 2));
        settle(SettlementDraft.completed(last));

        assertThat(view(last.id()).counters()).isEqualTo(new Counters(2, 1, 2));
    }

    @ParameterizedTest
    @EnumSource(AttemptEnd.class)
    void aRepeatedSettlementAnswersThatItWasApplied(AttemptEnd end) {
        Claim claim = heldJob();
        assertThat(settle(ending(claim, end))).isEqualTo(Settled.APPLIED);
        JobView once = view(claim.id());

        assertThat(settle(ending(claim, end))).isEqualTo(Settled.ALREADY_APPLIED);
        assertThat(view(claim.id())).isEqualTo(once);
    }

    @Test
    void aSecondOutcomeOfOneClaimChangesNothing() {
        Claim claim = heldJob();
        settle(SettlementDraft.failed(claim, now().plusSeconds(60)));
        JobView once = view(claim.id());

        assertThat(settle(SettlementDraft.completed(claim))).isEqualTo(Settled.ALREADY_APPLIED);
        assertThat(view(claim.id())).isEqualTo(once);
        assertThat(store.queries().attempts(claim.id())).hasSize(1);
    }

    @Test
    void ofTwoOutcomesInOneBatchTheFirstCounts() {
        Claim claim = heldJob();

        assertThat(store.exchange(batch().settle(List.of(
                                SettlementDraft.completed(claim).build(),
                                SettlementDraft.dead(claim).build())))
                        .settlements())
                .containsExactly(Settled.APPLIED, Settled.ALREADY_APPLIED);
        assertThat(stateOf(claim.id())).isEqualTo(JobState.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(AttemptEnd.class)
    void aStaleTokenChangesNothing(AttemptEnd end) {
        Claim stale = heldJob();
        settle(SettlementDraft.lost(stale));
        Claim current = claimOne(joined());
        JobView before = view(current.id());

        assertThat(settle(ending(stale, end))).isEqualTo(Settled.NOT_YOURS);
        assertThat(view(current.id())).isEqualTo(before);
        assertThat(settle(SettlementDraft.completed(current))).isEqualTo(Settled.APPLIED);
    }

    @Test
    void aTokenOfTheSameNodeWithAnotherNumberChangesNothing() {
        Claim claim = heldJob();
        Token neighbour = new Token(claim.token().epoch(), claim.token().number() + 1);

        assertThat(settle(SettlementDraft.completed(claim).token(neighbour))).isEqualTo(Settled.NOT_YOURS);
        assertThat(stateOf(claim.id())).isEqualTo(JobState.PROCESSING);
    }

    @Test
    void aTokenOfAnotherNodeWithTheSameNumberChangesNothing() {
        Claim claim = heldJob();
        Token other = new Token(joined().epoch(), claim.token().number());

        assertThat(settle(SettlementDraft.completed(claim).token(other))).isEqualTo(Settled.NOT_YOURS);
        assertThat(stateOf(claim.id())).isEqualTo(JobState.PROCESSING);
    }

    @Test
    void aWaitingJobIsNotSettled() {
        Claim claim = heldJob();
        settle(SettlementDraft.released(claim));
        JobView waiting = view(claim.id());
        Token never = new Token(claim.token().epoch(), 77);

        assertThat(settle(SettlementDraft.completed(claim).token(never))).isEqualTo(Settled.NOT_YOURS);
        assertThat(view(claim.id())).isEqualTo(waiting);
    }

    @Test
    void aDeletedJobIsNotYours() {
        Claim claim = heldJob();
        settle(SettlementDraft.completed(claim));
        store.admin().delete(claim.id());

        assertThat(settle(SettlementDraft.completed(claim))).isEqualTo(Settled.NOT_YOURS);
        assertThat(store.queries().find(claim.id())).isEmpty();
    }

    @Test
    void aLateSettlementAfterARequeueIsAnsweredAndChangesNothing() {
        Claim claim = heldJob();
        settle(SettlementDraft.dead(claim));
        store.admin().requeue(claim.id(), now());
        JobView requeued = view(claim.id());

        assertThat(settle(SettlementDraft.dead(claim))).isEqualTo(Settled.ALREADY_APPLIED);
        assertThat(view(claim.id())).isEqualTo(requeued);
    }

    @Test
    void theTokenStaysOnTheFinishedRow() {
        Claim claim = heldJob();
        settle(SettlementDraft.completed(claim));

        assertThat(view(claim.id()).token()).isEqualTo(claim.token());
    }

    @Test
    void oneBadSettlementDoesNotSpoilTheOthers() {
        Claimant node = joined();
        insertAll(job("a"), job("b"), job("c"));
        List<Claim> claims = claim(node, 3);

        assertThat(store.exchange(batch().settle(List.of(
                                SettlementDraft.completed(claims.get(0)).build(),
                                SettlementDraft.completed(claims.get(1))
                                        .token(new Token(1, 1))
                                        .build(),
                                SettlementDraft.dead(claims.get(2)).build())))
                        .settlements())
                .containsExactly(Settled.APPLIED, Settled.NOT_YOURS, Settled.APPLIED);
        assertThat(stateOf(claims.get(0).id())).isEqualTo(JobState.COMPLETED);
        assertThat(stateOf(claims.get(1).id())).isEqualTo(JobState.PROCESSING);
        assertThat(stateOf(claims.get(2).id())).isEqualTo(JobState.DEAD);
    }

    @Test
    void amongManyCompletionsTheOneThatWasAppliedBeforeIsToldAndChangesNothing() {
        Claimant node = joined();
        insertAll(Stream.generate(this::job).limit(8).toArray(JobDraft[]::new));
        List<Claim> claims = claim(node, 8);
        settle(SettlementDraft.completed(claims.get(3)).ran(now(), now().plusMillis(7)));

        List<Settled> answers = store.exchange(batch().settle(claims.stream()
                        .map(claim -> SettlementDraft.completed(claim).build())
                        .toList()))
                .settlements();

        assertThat(answers).hasSize(8).element(3).isEqualTo(Settled.ALREADY_APPLIED);
        assertThat(answers).filteredOn(Settled.APPLIED::equals).hasSize(7);
        assertThat(claims).allSatisfy(claim -> {
            assertThat(view(claim.id()).state()).isEqualTo(JobState.COMPLETED);
            assertThat(view(claim.id()).counters().attempts()).isEqualTo(1);
        });
        assertThat(view(claims.get(3).id()).finishedAt()).isEqualTo(now().plusMillis(7));
    }

    @Test
    void aNodeOffTheRosterMaySettleWhatNobodyTookOver() {
        Claim claim = heldJob();
        store.nodes().declareDead(claim.token().epoch(), 0);

        assertThat(settle(SettlementDraft.completed(claim))).isEqualTo(Settled.APPLIED);
    }

    @ParameterizedTest
    @EnumSource(value = AttemptEnd.class, names = "COMPLETED", mode = EnumSource.Mode.EXCLUDE)
    void everyAttemptThatStartedAndDidNotCompleteLeavesARowOfHistory(AttemptEnd end) {
        Claim claim = heldJob();
        Failure failure = new Failure("type", "message", 9, "detail");
        settle(ending(claim, end).ran(now().plusMillis(5), now().plusMillis(50)).failure(failure));

        List<Attempt> attempts = store.queries().attempts(claim.id());
        assertThat(attempts).hasSize(1);
        Attempt attempt = attempts.get(0);
        assertThat(attempt)
                .isEqualTo(new Attempt(
                        1, claim.token(), attempt.node(), now().plusMillis(5), now().plusMillis(50), end, failure));
    }

    @Test
    void anAttemptThatNeverStartedLeavesNoHistory() {
        Claim claim = heldJob();
        settle(SettlementDraft.released(claim).unstarted());

        assertThat(store.queries().attempts(claim.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "tab\there, bell\u0007, escape \u001b[31mred\u001b[0m",
                "two\nlines\r\nand a trailing one\n",
                "ünïcödé – 日本語 – \uD83D\uDE80",
                "quote ' double \" back \\ percent % semicolon ; -- comment"
            })
    void anyTextIsAnError(String text) {
        Claim claim = heldJob();
        settle(SettlementDraft.dead(claim).failure(new Failure("test", text, null, text)));

        assertThat(view(claim.id()).error()).isEqualTo(text);
        assertThat(store.queries().attempts(claim.id()).get(0).failure())
                .isEqualTo(new Failure("test", text, null, text));
    }

    @Test
    void theLongestErrorFits() {
        Claim claim = heldJob();
        Failure longest =
                new Failure("t".repeat(200), "m".repeat(Failure.MAX_MESSAGE), -1, "d".repeat(Failure.MAX_DETAIL));
        settle(SettlementDraft.dead(claim).failure(longest));

        assertThat(view(claim.id()).error()).isEqualTo(longest.message());
        assertThat(store.queries().attempts(claim.id()).get(0).failure()).isEqualTo(longest);
    }

    @Test
    void timesOfASettlementComeBackToTheMillisecond() {
        Claim claim = heldJob();
        clock.step(Duration.ofMillis(86_400_001));
        settle(SettlementDraft.failed(claim, now().plusMillis(7)).ran(now().minusMillis(2), now().minusMillis(1)));

        Attempt attempt = store.queries().attempts(claim.id()).get(0);
        assertThat(attempt.startedAt()).isEqualTo(now().minusMillis(2));
        assertThat(attempt.endedAt()).isEqualTo(now().minusMillis(1));
        assertThat(view(claim.id()).runAt()).isEqualTo(now().plusMillis(7));
    }

    private SettlementDraft ending(Claim claim, AttemptEnd end) {
        return switch (end) {
            case COMPLETED -> SettlementDraft.completed(claim);
            case FAILED -> SettlementDraft.failed(claim, now().plusSeconds(60));
            case TIMED_OUT ->
                SettlementDraft.failed(claim, now().plusSeconds(60)).end(AttemptEnd.TIMED_OUT);
            case CANCELLED -> SettlementDraft.cancelled(claim);
            case LOST -> SettlementDraft.lost(claim);
            case RELEASED -> SettlementDraft.released(claim);
            case SNOOZED -> SettlementDraft.snoozed(claim, now().plusSeconds(60));
            case DISCARDED -> SettlementDraft.discarded(claim);
        };
    }
}
