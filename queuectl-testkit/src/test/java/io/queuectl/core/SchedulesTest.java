package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.schedule.JobSchedules;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleNotFoundException;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules as an application has them. */
class SchedulesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Schedule HOURLY = Schedule.of("hourly", ScheduleSpec.cron("@hourly"), job());
    private static final Instant START = SteppingClock.START;

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private QueueCtlBuilder builder() {
        return bench.builder().executor(KIND, (claim, context) -> Outcome.completed(), options -> {});
    }

    private ScheduleView hourly() {
        return bench.data.schedules().find("hourly").orElseThrow();
    }

    @Test
    void aScheduleOfTheBuilderFiresAtEveryNodeOnceATick() {
        List<JobId> ran = new CopyOnWriteArrayList<>();
        for (int node = 0; node < 3; node++) {
            bench.working(
                    1,
                    bench.builder()
                            .schedule(HOURLY)
                            .executor(
                                    KIND,
                                    (claim, context) -> {
                                        ran.add(claim.id());
                                        return Outcome.completed();
                                    },
                                    options -> {}));
        }
        for (int tick = 1; tick <= 3; tick++) {
            bench.step(HOUR);
            JobId expected = HOURLY.idOf(START.plus(HOUR.multipliedBy(tick)));
            await().until(() -> bench.data.queries().find(expected).isPresent());
            bench.awaitState(expected, JobState.COMPLETED);
            assertThat(ran).hasSize(tick).last().isEqualTo(expected);
        }
        assertThat(hourly().lastTick()).isEqualTo(START.plus(HOUR.multipliedBy(3)));
    }

    @Test
    void aDeployWithTheSameDefinitionChangesNothingAndOneWithAnotherCountsFromThen() {
        bench.working(1, builder().schedule(HOURLY)).close();
        ScheduleView before = hourly();
        bench.step(Duration.ofMinutes(59));
        bench.working(1, builder().schedule(HOURLY)).close();
        assertThat(hourly()).isEqualTo(before);

        Schedule changed = Schedule.of("hourly", ScheduleSpec.cron("30 * * * *"), job().priority(3))
                .missed(MissedRuns.SKIP)
                .overlap(Overlap.SKIP);
        bench.working(1, builder().schedule(changed)).close();
        assertThat(hourly().schedule()).isEqualTo(changed);
        assertThat(hourly().next()).isEqualTo(START.plus(Duration.ofMinutes(90)));
        assertThat(bench.count(JobState.PENDING)).isZero();
    }

    @Test
    void aScheduleIsRunPausedResumedAndRemovedByItsName() {
        JobSchedules schedules = bench.open(bench.builder()).schedules();
        ScheduleView made = schedules.put(HOURLY);
        assertThat(schedules.find("hourly")).contains(made);
        assertThat(schedules.list()).containsExactly(made);
        assertThat(schedules.put(HOURLY)).isEqualTo(made);

        JobId onDemand = schedules.runNow("hourly");
        assertThat(onDemand.text()).startsWith("hourly:now-");
        assertThat(bench.view(onDemand).runAt()).isEqualTo(START);
        assertThat(schedules.runNow("hourly")).isNotEqualTo(onDemand);
        assertThat(hourly().next()).isEqualTo(made.next()).isEqualTo(START.plus(HOUR));
        assertThat(hourly().lastTick()).isNull();

        schedules.pause("hourly");
        schedules.pause("hourly");
        assertThat(hourly().paused()).isTrue();
        bench.step(HOUR.multipliedBy(3));
        schedules.resume("hourly");
        schedules.resume("hourly");
        assertThat(hourly().paused()).isFalse();
        assertThat(hourly().next()).isEqualTo(START.plus(HOUR.multipliedBy(4)));

        assertThat(schedules.remove("hourly")).isTrue();
        assertThat(schedules.remove("hourly")).isFalse();
        assertThat(schedules.list()).isEmpty();
        assertThat(bench.count(JobState.PENDING)).isEqualTo(2);
    }

    @Test
    void tagsAndUniqueKeyOfAScheduleAreItsJobs() {
        Schedule tagged = Schedule.of(
                "hourly",
                ScheduleSpec.cron("@hourly"),
                job().tag("tenant", "acme").uniqueKey("report"));
        JobSchedules schedules = bench.open(bench.builder()).schedules();
        schedules.put(tagged);
        // Asked for by a person, it is added whoever holds the key, and holds it not.
        JobId onDemand = schedules.runNow("hourly");
        assertThat(bench.view(onDemand).tags().values()).containsEntry("tenant", "acme");
        assertThat(schedules.runNow("hourly")).isNotEqualTo(onDemand);

        JobId holder =
                bench.open(bench.builder()).enqueue(job().uniqueKey("report").delay(HOUR.multipliedBy(9)));
        bench.working(1, builder());
        bench.step(HOUR);
        await().until(() -> START.plus(HOUR).equals(hourly().lastTick()));
        assertThat(bench.data.queries().find(tagged.idOf(START.plus(HOUR)))).isEmpty();
        assertThat(bench.view(holder).state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        JobSchedules schedules = bench.open(bench.builder()).schedules();
        assertThat(schedules.find("other")).isEmpty();
        assertThatThrownBy(() -> schedules.runNow("other"))
                .isInstanceOf(ScheduleNotFoundException.class)
                .hasMessage("schedule other not found");
        assertThatThrownBy(() -> schedules.pause("other")).isInstanceOf(ScheduleNotFoundException.class);
        assertThatThrownBy(() -> schedules.resume("other")).isInstanceOf(ScheduleNotFoundException.class);
        assertThatThrownBy(() -> schedules.find("a b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotFireIsRefused() {
        QueueCtl queue = bench.open(bench.builder());
        JobSchedules schedules = queue.schedules();
        assertThatThrownBy(() -> schedules.put(Schedule.of("x", new ScheduleSpec.Unreadable("sunrise"), job())))
                .hasMessage("spec \"sunrise\" of schedule x cannot be read by this version");
        assertThatThrownBy(() -> schedules.put(Schedule.of("x", HOURLY.spec(), job().backoff("sometimes"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.builder().schedule(HOURLY).schedule(HOURLY))
                .hasMessage("schedule hourly is defined already");
        queue.close();
        assertThatThrownBy(() -> schedules.put(HOURLY)).isInstanceOf(IllegalStateException.class);
        assertThat(bench.data.schedules().list()).isEmpty();
    }

    @Test
    void aScheduleThatIsMadeWhileNodesWorkIsSeen() {
        QueueCtl queue = bench.working(1, builder());
        queue.schedules().put(HOURLY);
        bench.step(HOUR);

        JobId first = HOURLY.idOf(START.plus(HOUR));
        await().until(() -> bench.data.queries().find(first).isPresent());
        bench.awaitState(first, JobState.COMPLETED);
    }
}
