package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.core.engine.Due.LastJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DueTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration TEN = Duration.ofMinutes(10);
    private static final LastJob UNFINISHED = new LastJob(true, null);
    private static final Schedule EVERY_TEN = schedule(ScheduleSpec.every(TEN));
    private static final Schedule AFTER_TEN = schedule(ScheduleSpec.delay(TEN));

    private static Schedule schedule(ScheduleSpec spec) {
        return Schedule.of("test", spec, JobRequest.of("test", Payload.EMPTY));
    }

    private static Instant at(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    private static Due.Fire fires(int tick, int next) {
        return new Due.Fire(List.of(at(tick)), at(tick), at(next));
    }

    private static Due.Fire passes(int tick, int next) {
        return new Due.Fire(List.of(), at(tick), at(next));
    }

    @ParameterizedTest
    @EnumSource
    void aTickInTimeFiresWhateverThePolicies(Overlap overlap) {
        for (MissedRuns missed : List.of(MissedRuns.SKIP, MissedRuns.ONCE, MissedRuns.all(5))) {
            Schedule schedule = EVERY_TEN.missed(missed).overlap(overlap);
            assertThat(Due.of(schedule, NOON, LastJob.NONE, NOON)).isEqualTo(fires(0, 10));
            assertThat(Due.of(schedule, NOON, LastJob.NONE, NOON.plusSeconds(59)))
                    .isEqualTo(fires(0, 10));
        }
    }

    @Test
    void missedTicksAreSkippedButForTheOneThatIsHardlyLate() {
        Schedule skip = EVERY_TEN.missed(MissedRuns.SKIP);
        assertThat(Due.of(skip, NOON, LastJob.NONE, at(35))).isEqualTo(passes(30, 40));
        assertThat(Due.of(skip, NOON, LastJob.NONE, at(31))).isEqualTo(fires(30, 40));
        assertThat(Due.of(skip, NOON, LastJob.NONE, at(31).plusMillis(1))).isEqualTo(passes(30, 40));
    }

    @Test
    void oneJobStandsForAllMissedTicks() {
        assertThat(Due.of(EVERY_TEN, NOON, LastJob.NONE, at(35))).isEqualTo(fires(30, 40));
    }

    @Test
    void eachMissedTickFiresUpToTheLimitNewestKept() {
        Schedule all = EVERY_TEN.missed(MissedRuns.all(3));
        assertThat(Due.of(all, NOON, LastJob.NONE, at(15)))
                .isEqualTo(new Due.Fire(List.of(at(0), at(10)), at(10), at(20)));
        assertThat(Due.of(all, NOON, LastJob.NONE, at(45)))
                .isEqualTo(new Due.Fire(List.of(at(20), at(30), at(40)), at(40), at(50)));
    }

    @Test
    void beforeAnUnfinishedJobATickPassesOrWaitsOrFires() {
        assertThat(Due.of(EVERY_TEN.overlap(Overlap.SKIP), NOON, UNFINISHED, NOON))
                .isEqualTo(passes(0, 10));
        assertThat(Due.of(EVERY_TEN.overlap(Overlap.WAIT), NOON, UNFINISHED, NOON))
                .isEqualTo(new Due.Wait());
        assertThat(Due.of(EVERY_TEN, NOON, UNFINISHED, NOON)).isEqualTo(fires(0, 10));
    }

    @Test
    void missedTicksThatMustNotOverlapFireOneAfterTheOther() {
        Schedule waiting = EVERY_TEN.overlap(Overlap.WAIT).missed(MissedRuns.all(3));
        assertThat(Due.of(waiting, NOON, LastJob.NONE, at(45))).isEqualTo(fires(20, 30));
        assertThat(Due.of(waiting, at(30), LastJob.NONE, at(45))).isEqualTo(fires(30, 40));
        assertThat(Due.of(waiting, at(40), LastJob.NONE, at(45))).isEqualTo(fires(40, 50));

        Schedule skipping = EVERY_TEN.overlap(Overlap.SKIP).missed(MissedRuns.all(3));
        assertThat(Due.of(skipping, NOON, LastJob.NONE, at(45))).isEqualTo(fires(40, 50));
    }

    @Test
    void aDelayCountsFromTheEndOfTheLastJob() {
        assertThat(Due.of(AFTER_TEN, at(10), UNFINISHED, at(12))).isEqualTo(new Due.Wait());
        assertThat(Due.of(AFTER_TEN, at(10), new LastJob(false, at(11)), at(12)))
                .isEqualTo(new Due.Fire(List.of(), null, at(21)));
        assertThat(Due.of(AFTER_TEN, at(21), new LastJob(false, at(11)), at(22)))
                .isEqualTo(fires(21, 32));
        assertThat(Due.of(AFTER_TEN, at(10), new LastJob(false, at(2)), at(30))).isEqualTo(fires(12, 40));
    }

    @Test
    void aDelayAfterAJobThatNobodyKnowsOfFiresWhenItIsLookedAt() {
        assertThat(Due.of(AFTER_TEN, at(10), LastJob.NONE, at(12))).isEqualTo(fires(10, 22));
    }

    /** After a change of the rules of a time zone. */
    @Test
    void aTickThatIsNoneAnyMorePassesUnfired() {
        assertThat(Due.of(EVERY_TEN, at(3), LastJob.NONE, at(4))).isEqualTo(new Due.Fire(List.of(), null, at(10)));
    }

    @Test
    void theNewestTicksAreFoundAtOnceHoweverManyWereMissed() {
        Instant since = NOON.minus(Duration.ofDays(36_500));
        ScheduleSpec everySecond = ScheduleSpec.cron("* * * * * *");
        List<Instant> expected = IntStream.rangeClosed(0, 999)
                .mapToObj(i -> NOON.minusSeconds(999 - i))
                .toList();
        long before = System.nanoTime();

        assertThat(Due.newest(everySecond, since, NOON, 1_000)).isEqualTo(expected);
        assertThat(Due.newest(ScheduleSpec.cron("0 0 29 2 *"), since, NOON, 2))
                .containsExactly(Instant.parse("2020-02-29T00:00:00Z"), Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(Due.newest(everySecond, NOON.minusSeconds(1), NOON, 1_000)).hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }
}
