package io.queuectl.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobType;
import io.queuectl.api.Start;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final JobRequest JOB = JobType.text("report").of("daily");
    private static final ScheduleSpec HOURLY = ScheduleSpec.every(Duration.ofHours(1));

    @Test
    void aFixedRateCountsFromOneInstantForEver() {
        assertThat(ScheduleSpec.every(Duration.ofMinutes(15)).after(NOON)).contains(NOON.plusSeconds(900));
        assertThat(ScheduleSpec.every(Duration.ofDays(7)).after(NOON)).contains(Instant.parse("2026-11-26T00:00:00Z"));
        ScheduleSpec odd = ScheduleSpec.every(Duration.ofHours(1)).from(NOON.plusSeconds(90));
        assertThat(odd.after(NOON)).contains(NOON.plusSeconds(90));
        assertThat(odd.after(NOON.plusSeconds(90))).contains(NOON.plusSeconds(3_690));
        assertThat(odd.after(NOON.plusSeconds(89).plusMillis(999))).contains(NOON.plusSeconds(90));
    }

    @Test
    void afterTheYearsThatAreKeptNothingFires() {
        assertThat(HOURLY.after(Start.LATEST)).isEmpty();
        assertThat(ScheduleSpec.delay(Duration.ofHours(1)).after(Start.LATEST)).isEmpty();
        assertThat(ScheduleSpec.cron("@hourly").after(Start.LATEST)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron 0 2 * * * in Europe/Berlin",
                "cron @daily in UTC",
                "cron 0 0 0 ? * MON#1 in +05:30",
                "every PT10M",
                "every PT1H from 2026-11-23T12:01:30Z",
                "delay PT1.5S"
            })
    void aSpecIsReadBackFromItsText(String text) {
        assertThat(ScheduleSpec.parse(text).text()).isEqualTo(text);
        assertThat(ScheduleSpec.parse(text)).isNotInstanceOf(ScheduleSpec.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cron 0 2 * * *",
                "cron 0 2 * * * in Mars/Base",
                "cron 0 0 30 2 * in UTC",
                "every ten minutes",
                "every PT0.5S",
                "delay -PT5S",
                "sunrise"
            })
    void aSpecOfAnotherVersionNeverFiresAndKeepsItsText(String text) {
        ScheduleSpec spec = ScheduleSpec.parse(text);
        assertThat(spec).isEqualTo(new ScheduleSpec.Unreadable(text));
        assertThat(spec.text()).isEqualTo(text);
        assertThat(spec.after(NOON)).isEmpty();
    }

    @Test
    void theIdOfAJobTellsItsTick() {
        Schedule schedule = Schedule.of("nightly", ScheduleSpec.cron("0 2 * * *", ZoneId.of("UTC")), JOB);

        assertThat(schedule.idOf(NOON)).isEqualTo(JobId.of("nightly:2026-11-23T12:00:00Z"));
        assertThat(Schedule.tickOf(schedule.idOf(NOON))).contains(NOON);
        assertThat(Schedule.tickOf(JobId.of("nightly:now-17"))).isEmpty();
        assertThat(Schedule.tickOf(JobId.of("17"))).isEmpty();
    }

    @Test
    void theseAreNoSchedules() {
        Schedule good = Schedule.of("good", HOURLY, JOB);
        refused(() -> Schedule.of("", HOURLY, JOB), "schedule name \"\" does not match");
        refused(() -> Schedule.of("a:b", HOURLY, JOB), "schedule name \"a:b\" does not match");
        refused(() -> Schedule.of("x".repeat(65), HOURLY, JOB), "(65 characters)");
        refused(() -> Schedule.of("good", HOURLY, JOB.id("7")), "the job of schedule good has the id 7");
        refused(() -> Schedule.of("good", HOURLY, JOB.delay(Duration.ofHours(1))), "has a start of its own");
        refused(() -> Schedule.of("good", HOURLY, JOB.after(JobId.of("other"))), "waits for other jobs");
        refused(() -> good.jitter(Duration.ofMillis(-1)), "jitter PT-0.001S of schedule good is not within");
        refused(() -> good.jitter(Duration.ofDays(2)), "is not within");
        refused(() -> ScheduleSpec.every(Duration.ofMillis(999)), "period PT0.999S is not within PT1S and");
        refused(() -> ScheduleSpec.delay(Duration.ofSeconds(1, 1)), "not in whole milliseconds");
        refused(() -> MissedRuns.all(0), "0 missed runs are not within 1 to 1000");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"skip", "once", "all:1", "all:1000"})
    void aPolicyForMissedRunsIsReadBackFromItsText(String text) {
        assertThat(MissedRuns.ofText(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "all:", "all:0", "all:1001", "all:99999", "all:-1", "never"})
    void theseAreNoPoliciesForMissedRuns(String text) {
        assertThat(MissedRuns.ofText(text)).isEmpty();
        assertThat(Overlap.ofText(text)).isEmpty();
    }
}
