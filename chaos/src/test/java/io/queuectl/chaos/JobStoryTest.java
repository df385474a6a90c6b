package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.simulation.check.HistoryCheck;
import io.queuectl.simulation.check.Violation;
import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a database keeps becomes a history that holds, and one that does not where something is amiss. */
class JobStoryTest {

    private static final long CREATED = 1_800_000_000_000L;
    private static final long HOURS = Duration.ofHours(2).toMillis();
    private static final JobStory.Known KNOWN = new JobStory.Known(Map.of(), Clocks.TRUE);

    @Test
    void aFailureAndARepeatHold() {
        assertThat(broken(
                        JobState.COMPLETED,
                        2,
                        List.of(
                                attempt(1, 100, 200, AttemptEnd.FAILED),
                                attempt(2, 1_200, 1_300, AttemptEnd.COMPLETED))))
                .isEmpty();
    }

    @Test
    void aRepeatBeforeItsBackoffIsSeen() {
        assertThat(broken(
                        JobState.COMPLETED,
                        2,
                        List.of(attempt(1, 100, 200, AttemptEnd.FAILED), attempt(2, 900, 1_300, AttemptEnd.COMPLETED))))
                .containsExactly(6);
    }

    @Test
    void aRepeatOfWhatIsCompletedIsSeen() {
        assertThat(broken(
                        JobState.COMPLETED,
                        2,
                        List.of(
                                attempt(1, 100, 200, AttemptEnd.COMPLETED),
                                attempt(2, 300, 400, AttemptEnd.COMPLETED))))
                .contains(4, 7);
    }

    @Test
    void aLateOutcomeThatWasTakenIsSeen() {
        assertThat(broken(
                        JobState.COMPLETED,
                        2,
                        List.of(
                                attempt(1, 100, 900, AttemptEnd.COMPLETED),
                                attempt(1, 200, 400, AttemptEnd.COMPLETED))))
                .contains(2);
    }

    @Test
    void aJobThatIsNotDeadAfterItsLastAttemptIsSeen() {
        assertThat(broken(
                        JobState.COMPLETED,
                        3,
                        List.of(
                                attempt(1, 100, 200, AttemptEnd.FAILED),
                                attempt(2, 1_200, 1_300, AttemptEnd.FAILED),
                                attempt(3, 2_300, 2_400, AttemptEnd.FAILED))))
                .contains(5);
    }

    @Test
    void aThirdLossIsTheLast() {
        List<Attempt> losses = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            losses.add(attempt(i, 100L * i, 100L * i + 50, AttemptEnd.LOST));
        }
        assertThat(broken(JobState.DEAD, 0, losses)).isEmpty();
        losses.add(attempt(4, 500, 600, AttemptEnd.LOST));
        assertThat(broken(JobState.DEAD, 0, losses)).contains(4);
    }

    @Test
    void aClaimWhoseJobToldNoStartWasMadeSoonAfterItsTime() {
        Attempt lost = attempt(1, 100, 9_000, AttemptEnd.LOST);
        List<Event> story = JobStory.of(job(JobState.PENDING, 0), List.of(lost), List.of(), KNOWN, 3);
        assertThat(story).extracting(Event::what).containsExactly(What.CLAIM, What.SETTLE);
        assertThat(story).extracting(Event::at).containsExactly((CREATED + 1_100) * 1_000, (CREATED + 9_000) * 1_000);
    }

    @Test
    void aCancelThatWasSentBeforeALossWasFoundCameAfterIt() {
        Attempt lost = attempt(1, 100, 900, AttemptEnd.LOST);
        Event cancel = move("cancel", "done", 880, 920);
        assertThat(broken(JobState.CANCELLED, 0, List.of(lost), cancel)).isEmpty();
        Attempt again = attempt(2, 5_000, 5_100, AttemptEnd.COMPLETED);
        Event requeue = move("requeue", "done", 4_900, 4_910);
        assertThat(broken(JobState.COMPLETED, 1, List.of(lost, again), cancel, requeue))
                .isEmpty();
        assertThat(broken(JobState.COMPLETED, 1, List.of(lost, again), cancel)).contains(4);
    }

    @Test
    void byClocksThatAreHoursWrongItIsTheSameStory() {
        JobView job = job(JobState.COMPLETED, 2);
        Clocks wrong = new Clocks(Duration.ofMillis(HOURS), Instant.ofEpochMilli(CREATED - 60_000));
        List<Attempt> right =
                List.of(attempt(1, 100, 200, AttemptEnd.FAILED), attempt(2, 1_200, 1_300, AttemptEnd.COMPLETED));
        List<Attempt> ahead = List.of(
                attempt(1, 100 - HOURS, 200 + HOURS, AttemptEnd.FAILED),
                attempt(2, 1_200, 1_300 - HOURS, AttemptEnd.COMPLETED));
        List<Event> expected = JobStory.of(job, right, List.of(), KNOWN, 3);
        List<Event> story = JobStory.of(job, ahead, List.of(), new JobStory.Known(Map.of(), wrong), 3);
        assertThat(story)
                .extracting(Event::at)
                .isEqualTo(expected.stream().map(Event::at).toList());
        assertThat(story)
                .extracting(event -> event.text("ended"))
                .isEqualTo(expected.stream().map(event -> event.text("ended")).toList());
        assertThat(story).noneMatch(event -> event.text("now") != null);
    }

    @Test
    void aCancelThatWasPassedOnComesBeforeTheEndItAskedFor() {
        Event cancel = move("cancel", "requested", 150, 160);
        assertThat(broken(JobState.CANCELLED, 1, List.of(attempt(1, 100, 200, AttemptEnd.CANCELLED)), cancel))
                .isEmpty();
    }

    /** Its turn came after it was claimed, and its worker had not heard yet. */
    @Test
    void aCancelThatWasPassedOnToAClaimAheadOfItsTurnNeedNotComeTrue() {
        Attempt failed = attempt(1, 100, 200, AttemptEnd.FAILED);
        Attempt next = attempt(2, 2_000, 2_100, AttemptEnd.COMPLETED);
        assertThat(broken(JobState.COMPLETED, 2, List.of(failed, next), move("cancel", "requested", 1_500, 1_510)))
                .isEmpty();
    }

    @Test
    void anAttemptAfterACancelThatWasPassedOnIsSeen() {
        Attempt failed = attempt(1, 100, 200, AttemptEnd.FAILED);
        Attempt next = attempt(2, 2_000, 2_100, AttemptEnd.COMPLETED);
        assertThat(broken(JobState.COMPLETED, 2, List.of(failed, next), move("cancel", "requested", 150, 160)))
                .containsExactly(8);
    }

    @Test
    void ofTwoThatAHolderMayHaveBeenAskedItWasTheOneThatWasCancelled() {
        Attempt cancelled = attempt(1, 100, 200, AttemptEnd.CANCELLED);
        Attempt next = attempt(2, 2_000, 2_100, AttemptEnd.COMPLETED);
        Event cancel = move("cancel", "requested", 190, 210);
        Event requeue = move("requeue", "done", 900, 910);
        assertThat(broken(JobState.COMPLETED, 1, List.of(cancelled, next), cancel, requeue))
                .isEmpty();
    }

    @Test
    void whatIsPutBackBeginsAnew() {
        Event requeue = move("requeue", "done", 1_500, 1_510);
        List<Attempt> attempts = List.of(
                attempt(1, 100, 200, AttemptEnd.FAILED),
                attempt(2, 1_200, 1_300, AttemptEnd.FAILED),
                attempt(3, 2_300, 2_400, AttemptEnd.FAILED),
                attempt(4, 2_600, 2_700, AttemptEnd.COMPLETED));
        Event late = move("requeue", "done", 2_500, 2_510);
        assertThat(broken(JobState.COMPLETED, 1, attempts, late)).isEmpty();
        assertThat(broken(JobState.COMPLETED, 1, attempts, requeue)).isNotEmpty();
    }

    /** The transaction of a claim may have waited for the one in which somebody did something else. */
    @Test
    void aMoveMayComeBeforeAClaimThatBeganEarlier() {
        Event edit = move("edit", "done", 150, 160);
        assertThat(broken(JobState.COMPLETED, 1, List.of(attempt(1, 100, 200, AttemptEnd.COMPLETED)), edit))
                .isEmpty();
    }

    @Test
    void aCancelOfAClaimThatLeftNoAttemptIsNotPutIntoALaterOne() {
        Event cancel = move("cancel", "requested", 50, 60);
        Event requeue = move("requeue", "done", 900, 910);
        assertThat(broken(
                        JobState.COMPLETED,
                        1,
                        List.of(attempt(2, 1_000, 1_100, AttemptEnd.COMPLETED)),
                        cancel,
                        requeue))
                .isEmpty();
    }

    @Test
    void whatNobodyKnowsIsHeldAgainstNobody() {
        Event requeue = move("requeue", "", 250, 260).ended(Outcome.UNKNOWN);
        List<Attempt> attempts =
                List.of(attempt(1, 100, 200, AttemptEnd.COMPLETED), attempt(2, 300, 400, AttemptEnd.COMPLETED));
        assertThat(broken(JobState.COMPLETED, 1, attempts, requeue)).isEmpty();
    }

    private static List<Integer> broken(JobState state, int counted, List<Attempt> attempts, Event... moves) {
        JobView job = job(state, counted);
        List<Event> events = new ArrayList<>();
        events.add(Event.of(0, What.BEGIN, "", "").with("maxLosses", 3));
        events.add(Event.of(CREATED * 1_000, What.ENQUEUE, "p", "j").with("max", 3));
        events.add(Event.of(CREATED * 1_000, What.INSERT, "", "j").with("runAt", CREATED));
        JobStory.of(job, attempts, List.of(moves), KNOWN, 3).forEach(event -> {
            events.add(event);
            if (event.what() == What.CLAIM) {
                events.add(Event.of(event.at(), What.START, "w1", "j").under(event.token()));
            }
        });
        events.add(Event.of(0, What.FINAL, "", "j").with("state", state.text()).with("attempts", counted));
        return HistoryCheck.violations(History.of(events)).stream()
                .map(Violation::number)
                .toList();
    }

    private static Attempt attempt(int ordinal, long started, long ended, AttemptEnd end) {
        Token token = new Token(7, ordinal);
        return new Attempt(
                ordinal,
                token,
                "w1",
                Instant.ofEpochMilli(CREATED + started),
                Instant.ofEpochMilli(CREATED + ended),
                end,
                null);
    }

    private static Event move(String verb, String answer, long sent, long answered) {
        long since = (CREATED + sent) * 1_000;
        return Event.of((CREATED + answered) * 1_000, What.MOVE, "u", "j")
                .with("verb", verb)
                .with("answer", answer)
                .with("sent", since)
                .with("runAt", verb.equals("requeue") ? CREATED + sent : null);
    }

    private static JobView job(JobState state, int counted) {
        return new JobView(
                JobId.of("j"),
                1,
                "shell",
                QueueName.of("default"),
                Payload.of("x"),
                state,
                0,
                new Counters(counted, 0, 0),
                Limits.UNSET,
                Instant.ofEpochMilli(CREATED),
                Instant.ofEpochMilli(CREATED),
                null,
                null,
                null,
                null,
                false);
    }
}
