package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.Failure;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Restored;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.StateCount;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that come from another database: as they were, once, and never over what is there. */
public abstract class RestoreContract extends StoreScenario {

    private static final long EPOCH = 0x7ea1_0000_0000_0001L;
    private static final String NODE = "host-of-old:17";

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"INVALID", "BLOCKED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aRestoredJobIsAsItWas(JobState state) {
        JobRecord record = record("old", 17, state);

        assertThat(restore(record)).isEqualTo(new Restored(Restored.Kind.WRITTEN, state));
        assertThat(view("old")).isEqualTo(record.job());
        assertThat(store.queries().attempts(JobId.of("old"))).isEqualTo(record.attempts());
        assertThat(lines("old")).isEqualTo(lines(record));
        assertThat(store.queries().counts())
                .containsExactly(new StateCount(record.job().queue(), state, 1));
        assertThat(store.queries().output(JobId.of("old"))).isEqualTo(record.output());
    }

    @Test
    void aRestoredJobIsFoundByItsTags() {
        JobView plain = plain("3", 3, clock.instant());
        Tags tags = Tags.of("tenant", "acme").with("trace", "1");

        restore(new JobRecord(fixtures.uniqueNumber(), tagged(plain, tags), null, List.of(), List.of()));
        assertThat(view("3").tags()).isEqualTo(tags);
        assertThat(everyJob(store, JobFilter.ANY.tags(tags), PageRequest.Order.OLDEST_FIRST, 10))
                .hasSize(1);
    }

    @Test
    void aJobThatNeverRanIsRestoredToo() {
        JobView plain = plain("3", 3, clock.instant());

        restore(new JobRecord(fixtures.uniqueNumber(), plain, null, List.of(), List.of()));
        assertThat(view("3")).isEqualTo(plain);
        assertThat(store.queries().attempts(plain.id())).isEmpty();
        assertThat(store.queries().logs(plain.id(), 0, 10)).isEmpty();
    }

    @Test
    void whatIsRestoredIsStillThereAfterwards() {
        JobRecord record = record("old", 17, JobState.DEAD);
        restore(record);
        store.close();

        assertThat(another().queries().find(JobId.of("old"))).contains(record.job());
    }

    @Test
    void aJobRestoredAgainIsThereOnce() {
        JobRecord record = record("old", 17, JobState.DEAD);
        restore(record);

        assertThat(restore(record(record))).isEqualTo(new Restored(Restored.Kind.ALREADY_THERE, JobState.DEAD));
        assertThat(store.queries().attempts(JobId.of("old"))).isEqualTo(record.attempts());
        assertThat(lines("old")).isEqualTo(lines(record));
        assertThat(store.queries().counts()).hasSize(1).allMatch(count -> count.count() == 1);
    }

    @Test
    void aJobThatHasMovedOnSinceIsLeftAlone() {
        JobRecord record = record("old", 17, JobState.DEAD);
        restore(record);
        store.admin().requeue(JobId.of("old"), now());
        JobView requeued = view("old");

        assertThat(restore(record(record))).isEqualTo(new Restored(Restored.Kind.ALREADY_THERE, JobState.PENDING));
        assertThat(view("old")).isEqualTo(requeued);
    }

    @Test
    void anotherJobUnderTheIdIsAnAnswerAndTheRestGoesIn() {
        insertAll(job("old"));
        JobView there = view("old");
        clock.step(Duration.ofSeconds(1));

        assertThat(store.admin()
                        .restore(List.of(
                                record("a", 21, JobState.PENDING),
                                record("old", 22, JobState.DEAD),
                                record("b", 23, JobState.PENDING))))
                .containsExactly(
                        new Restored(Restored.Kind.WRITTEN, JobState.PENDING),
                        new Restored(Restored.Kind.TAKEN, JobState.PENDING),
                        new Restored(Restored.Kind.WRITTEN, JobState.PENDING));
        assertThat(view("old")).isEqualTo(there);
        assertThat(store.queries().attempts(JobId.of("old"))).isEmpty();
        assertThat(lines("old")).isEmpty();
        assertThat(store.queries().attempts(JobId.of("b"))).isNotEmpty();
    }

    @Test
    void aNumberThatIsAnIdIsNeverGivenToTwo() {
        insertAll(job("name"));
        JobView there = view("name");
        String id = Long.toString(there.number());

        assertThat(restore(record(id, there.number(), JobState.DEAD)).kind()).isEqualTo(Restored.Kind.TAKEN);
        assertThat(store.queries().find(JobId.of(id))).isEmpty();
        assertThat(view("name")).isEqualTo(there);
    }

    @Test
    void aNamedJobWhoseNumberIsTakenGetsALargerOne() {
        long taken = view(insert(job("name"))).number();

        store.admin()
                .restore(List.of(record("old", taken, JobState.DEAD), record("next", taken + 1, JobState.COMPLETED)));
        assertThat(view("old").number()).isGreaterThan(taken + 1);
        assertThat(view("next").number()).isEqualTo(taken + 1);
        assertThat(store.queries().attempts(JobId.of("old"))).hasSize(2);
        assertThat(lines("old")).hasSize(2);
    }

    @Test
    void jobsInsertedAfterwardsGetLargerNumbers() {
        restore(record("500", 500, JobState.DEAD));
        restore(record("old", 600, JobState.COMPLETED));
        JobId first = insert(job());
        JobId second = insert(job());

        assertThat(view(first).number()).isGreaterThan(600);
        assertThat(view(second).number()).isGreaterThan(view(first).number());
    }

    @Test
    void restoredJobsAreClaimedInTheirOrder() {
        JobView second = plain("second", 9, clock.instant());
        JobView first = plain("first", 8, clock.instant());
        store.admin()
                .restore(List.of(
                        new JobRecord(fixtures.uniqueNumber(), second, null, List.of(), List.of()),
                        new JobRecord(fixtures.uniqueNumber(), first, null, List.of(), List.of()),
                        record("done", 7, JobState.COMPLETED)));

        assertThat(claimedIds(claim(joined(), 10))).containsExactly("first", "second");
    }

    @Test
    void theNextClaimOfARestoredJobGoesOnAfterItsHistory() {
        JobRecord record = record("old", 17, JobState.FAILED);
        restore(record);
        Claim claim = claimOne(joined());

        assertThat(claim.ordinal()).isGreaterThan(record.claims());
        assertThat(claim.counters()).isEqualTo(record.job().counters());
        assertThat(settle(SettlementDraft.completed(claim))).isEqualTo(Settled.APPLIED);
        assertThat(store.queries().attempts(JobId.of("old")))
                .hasSize(3)
                .startsWith(record.attempts().toArray(Attempt[]::new));
    }

    @Test
    void aRestoredRunningJobIsWhatADeadNodeLeftBehind() {
        JobRecord record = record("old", 17, JobState.PROCESSING);
        restore(record);

        List<Claim> orphans = store.nodes().orphans(10);
        assertThat(orphans).hasSize(1);
        Claim orphan = orphans.get(0);
        assertThat(orphan.token()).isEqualTo(record.job().token());
        assertThat(orphan.process()).isEqualTo("pid 4711");
        assertThat(orphan.counters()).isEqualTo(record.job().counters());
        assertThat(claim(joined(), 10)).isEmpty();
        assertThat(settle(SettlementDraft.lost(orphan))).isEqualTo(Settled.APPLIED);
        assertThat(view("old").counters().losses())
                .isEqualTo(record.job().counters().losses() + 1);
        assertThat(store.nodes().orphans(10)).isEmpty();
    }

    @Test
    void aCancelRequestComesAlong() {
        restore(record("old", 17, JobState.PROCESSING));

        assertThat(view("old").cancelRequested()).isTrue();
        assertThat(store.nodes().orphans(1).get(0).cancelRequested()).isTrue();
    }

    @Test
    void aRestoredJobIsDeletedWithItsHistory() {
        JobRecord record = record("old", 17, JobState.DEAD);
        restore(record);
        store.admin().delete(JobId.of("old"));
        restore(new JobRecord(fixtures.uniqueNumber(), record.job(), null, List.of(), List.of()));

        assertThat(store.queries().attempts(JobId.of("old"))).isEmpty();
        assertThat(lines("old")).isEmpty();
    }

    @Test
    void nothingToRestoreIsNoError() {
        assertThat(store.admin().restore(List.of())).isEmpty();
    }

    private Restored restore(JobRecord record) {
        return store.admin().restore(List.of(record)).get(0);
    }

    private JobView view(String id) {
        return view(JobId.of(id));
    }

    private List<Observed.Line> lines(String id) {
        return store.queries().logs(JobId.of(id), 0, 100).stream()
                .map(entry -> new Observed.Line(entry.ordinal(), entry.line()))
                .toList();
    }

    private static List<Observed.Line> lines(JobRecord record) {
        return record.log().stream()
                .map(entry -> new Observed.Line(entry.ordinal(), entry.line()))
                .toList();
    }

    /** The same as it would be sent again. */
    private JobRecord record(JobRecord first) {
        return new JobRecord(
                fixtures.uniqueNumber(), first.job(), first.process(), first.attempts(), first.log(), first.output());
    }

    private static JobView tagged(JobView job, Tags tags) {
        return new JobView(
                job.id(),
                job.number(),
                job.kind(),
                job.queue(),
                job.payload(),
                job.state(),
                job.priority(),
                job.counters(),
                job.limits(),
                job.createdAt(),
                job.runAt(),
                job.startedAt(),
                job.finishedAt(),
                job.error(),
                job.token(),
                job.cancelRequested(),
                tags);
    }

    private JobView plain(String id, long number, Instant runAt) {
        return new JobView(
                JobId.of(id),
                number,
                "old.kind",
                QueueName.DEFAULT,
                Payload.of("payload"),
                JobState.PENDING,
                0,
                Counters.ZERO,
                Limits.UNSET,
                at(-100),
                runAt,
                null,
                null,
                null,
                null,
                false);
    }

    /** A job with a value in every field that its state allows, after a timeout and a failure with exit code. */
    private JobRecord record(String id, long number, JobState state) {
        boolean running = state == JobState.PROCESSING;
        boolean third = running || state == JobState.COMPLETED;
        JobView job = new JobView(
                JobId.of(id),
                number,
                "old.kind",
                running ? QueueName.DEFAULT : QueueName.of("media"),
                Payload.of(Arrays.copyOf(new byte[] {0, 1, -1, 'x'}, running ? 4 : 3_000)),
                state,
                -7,
                new Counters(2, 1, 3),
                new Limits(9, "fixed 1s", Duration.ofSeconds(7)),
                at(-100),
                at(-10),
                third ? at(-5) : at(-20),
                state.isFinished() ? at(-3) : null,
                "exit code 3",
                new Token(EPOCH, third ? 12 : 11),
                running);
        if (!state.isClaimable()) {
            JobOutput output = new JobOutput(
                    new Progress(0.75, "three quarters", at(-6)),
                    state == JobState.COMPLETED ? Payload.of(new byte[] {0, -1}) : null);
            return new JobRecord(
                    fixtures.uniqueNumber(), job, running ? "pid 4711" : null, attempts(state, third), log(), output);
        }
        return new JobRecord(fixtures.uniqueNumber(), waiting(job), null, attempts(state, false), log());
    }

    private static JobView waiting(JobView job) {
        return new JobView(
                job.id(),
                job.number(),
                job.kind(),
                QueueName.DEFAULT,
                job.payload(),
                job.state(),
                job.priority(),
                new Counters(2, 0, 3),
                job.limits(),
                job.createdAt(),
                job.runAt(),
                job.startedAt(),
                null,
                job.error(),
                job.token(),
                false);
    }

    private List<Attempt> attempts(JobState state, boolean third) {
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(new Attempt(
                2,
                new Token(EPOCH - 1, 1),
                null,
                at(-50),
                at(-45),
                AttemptEnd.TIMED_OUT,
                Failure.of("timeout", "timeout after 5s")));
        attempts.add(new Attempt(
                4,
                new Token(EPOCH, 11),
                NODE,
                at(-20),
                at(-19),
                AttemptEnd.FAILED,
                new Failure("exit", "exit code 3", 3, "a\nstack")));
        if (third) {
            boolean done = state == JobState.COMPLETED;
            @Nullable AttemptEnd end = done ? AttemptEnd.COMPLETED : null;
            attempts.add(new Attempt(5, new Token(EPOCH, 12), NODE, at(-5), done ? at(-3) : null, end, null));
        }
        return attempts;
    }

    private List<LogEntry> log() {
        return List.of(
                new LogEntry(1_000_000, 2, new LogLine(at(-49), LogLine.Stream.OUT, "b, then a")),
                new LogEntry(1_000_007, 4, new LogLine(at(-20), LogLine.Stream.ERR, "a \u001b[1m日本 \uD83D\uDE80")));
    }

    private Instant at(int seconds) {
        return clock.instant().plusSeconds(seconds);
    }
}
