package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Settlement;
import io.queuectl.testkit.SettlementDraft;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of states, tried with every verb that aims at the second: a job moves where {@link JobState#mayBecome} says so,
 * and otherwise keeps every field. Blocked jobs, which no verb aims at, are in {@link AfterContract}.
 */
public abstract class StateContract extends StoreScenario {

    private static final List<JobState> STATES = Stream.of(JobState.values())
            .filter(state -> state != JobState.INVALID && state != JobState.BLOCKED)
            .toList();

    static Stream<Arguments> legalPairs() {
        return pairs(true);
    }

    static Stream<Arguments> illegalPairs() {
        return pairs(false);
    }

    private static Stream<Arguments> pairs(boolean legal) {
        return STATES.stream()
                .flatMap(from -> STATES.stream()
                        .filter(to -> from.mayBecome(to) == legal)
                        .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("legalPairs")
    void aLegalMoveIsMadeByOneOfTheVerbs(JobState from, JobState to) {
        JobView before = jobIn(from);

        for (Runnable verb : verbsTo(to, before)) {
            verb.run();
            if (stateOf(before.id()) != from) {
                break;
            }
        }
        assertThat(stateOf(before.id())).isEqualTo(to);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("illegalPairs")
    void anIllegalMoveIsMadeByNoVerbAndChangesNothing(JobState from, JobState to) {
        JobView before = jobIn(from);

        for (Runnable verb : verbsTo(to, before)) {
            verb.run();
            assertThat(view(before.id())).isEqualTo(before);
        }
    }

    private JobView jobIn(JobState state) {
        Claim claim = heldJob();
        switch (state) {
            case PENDING -> settle(SettlementDraft.released(claim));
            case FAILED -> settle(SettlementDraft.failed(claim, now()));
            case COMPLETED -> settle(SettlementDraft.completed(claim));
            case DEAD -> settle(SettlementDraft.dead(claim));
            case CANCELLED -> settle(SettlementDraft.cancelled(claim));
            default -> assertThat(state).isEqualTo(JobState.PROCESSING);
        }
        assertThat(stateOf(claim.id())).isEqualTo(state);
        return view(claim.id());
    }

    /** Settlements come last but under the true token: where they are refused, it is the state that refuses them. */
    private List<Runnable> verbsTo(JobState to, JobView job) {
        return switch (to) {
            case PROCESSING -> List.of(() -> claim(joined(), 1));
            case PENDING ->
                List.of(
                        () -> store.admin().requeue(job.id(), now()),
                        () -> settleAs(job, AttemptEnd.RELEASED, to),
                        () -> settleAs(job, AttemptEnd.SNOOZED, to),
                        () -> settleAs(job, AttemptEnd.LOST, to));
            case FAILED ->
                List.of(
                        () -> settleAs(job, AttemptEnd.FAILED, to),
                        () -> settleAs(job, AttemptEnd.TIMED_OUT, to),
                        () -> settleAs(job, AttemptEnd.LOST, to));
            case COMPLETED -> List.of(() -> settleAs(job, AttemptEnd.COMPLETED, to));
            case DEAD ->
                List.of(
                        () -> settleAs(job, AttemptEnd.FAILED, to),
                        () -> settleAs(job, AttemptEnd.DISCARDED, to),
                        () -> settleAs(job, AttemptEnd.LOST, to));
            case CANCELLED ->
                List.of(
                        () -> store.admin().cancel(job.id(), now()),
                        () -> settleAs(job, AttemptEnd.CANCELLED, to),
                        () -> settleAs(job, AttemptEnd.LOST, to));
            case INVALID, BLOCKED -> throw new IllegalArgumentException("no verb aims at " + to);
        };
    }

    private void settleAs(JobView job, AttemptEnd end, JobState to) {
        Token token = Objects.requireNonNull(job.token(), "it was claimed");
        store.exchange(batch().settle(List.of(
                new Settlement(job.number(), job.queue(), token, end, to, now(), now(), now().plusMillis(1), null))));
    }
}
