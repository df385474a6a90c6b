package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobRequest;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.api.StoreException;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.FaultyStore;
import io.queuectl.testkit.MemoryJobStore;
import io.queuectl.testkit.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rounds of schedulers over one store, with a clock that a test steps. */
class SchedulerTest {

    private static final Duration TEN = Duration.ofMinutes(10);
    private static final Schedule EVERY_TEN = schedule("a", ScheduleSpec.every(TEN));
    private static final Instant START = SteppingClock.START;

    private final SteppingClock clock = new SteppingClock();
    private final MemoryJobStore store = new MemoryJobStore();
    private final SplittableRandom random = new SplittableRandom(1);
    private final AtomicInteger hints = new AtomicInteger();

    private static Schedule schedule(String name, ScheduleSpec spec) {
        return Schedule.of(name, spec, JobRequest.of("test", Payload.EMPTY).queue("reports"));
    }

    private Scheduler scheduler(JobStore on) {
        Seams seams = new Seams(clock, System::nanoTime, random, LocalProcesses.blind(), Thread::new);
        return new Scheduler(
                on.schedules(),
                on.queries(),
                seams,
                StoreRetry.within(Duration.ofSeconds(15), System::nanoTime),
                hints::incrementAndGet);
    }

    private void put(Schedule schedule) {
        store.schedules().put(schedule, schedule.spec().after(clock.instant()).orElse(null));
    }

    /** Rounds until there is nothing to do at this time. Answers how long it rests then. */
    private static Duration settle(Scheduler scheduler) {
        for (int round = 0; round < 1_000; round++) {
            Duration rest = scheduler.run();
            if (!rest.isZero()) {
                return rest;
            }
        }
        throw new AssertionError("it never rests");
    }

    private List<JobView> jobs() {
        return store.queries()
                .list(JobFilter.ANY, PageRequest.first(PageRequest.Order.OLDEST_FIRST, 1_000))
                .jobs();
    }

    private List<String> ids() {
        return jobs().stream().map(job -> job.id().text()).toList();
    }

    private static String id(int minutes) {
        return "a:" + START.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void itFiresAtTheTickAndRestsExactlyUntilThen() {
        put(EVERY_TEN);
        Scheduler scheduler = scheduler(store);

        clock.set(START.plus(TEN).minusMillis(1_500));
        assertThat(settle(scheduler)).isEqualTo(Duration.ofSeconds(1));
        clock.step(Duration.ofSeconds(1));
        assertThat(settle(scheduler)).isEqualTo(Duration.ofMillis(500));
        assertThat(jobs()).isEmpty();
        clock.step(Duration.ofMillis(500));
        assertThat(settle(scheduler)).isEqualTo(Duration.ofSeconds(1));

        assertThat(ids()).containsExactly(id(10));
        assertThat(jobs().get(0).runAt()).isEqualTo(clock.instant());
        assertThat(jobs().get(0).queue().text()).isEqualTo("reports");
        assertThat(hints).hasValue(1);
    }

    @Test
    void ofManyNodesOneFiresEachTick() {
        put(EVERY_TEN);
        List<Scheduler> nodes = Arrays.asList(scheduler(store), scheduler(store.another()), scheduler(store.another()));
        List<String> expected = new ArrayList<>();
        for (int tick = 1; tick <= 20; tick++) {
            clock.step(TEN);
            Collections.rotate(nodes, 1);
            nodes.forEach(SchedulerTest::settle);
            expected.add(id(10 * tick));
        }
        assertThat(ids()).isEqualTo(expected);
    }

    @Test
    void aClockThatJumpsForwardIsAsIfNobodyHadWorkedMeanwhile() {
        put(EVERY_TEN.missed(MissedRuns.all(2)));
        clock.step(Duration.ofHours(2));
        settle(scheduler(store));

        assertThat(ids()).containsExactly(id(110), id(120));
    }

    @Test
    void aClockThatGoesBackDoublesNothing() {
        put(EVERY_TEN);
        Scheduler scheduler = scheduler(store);
        clock.step(Duration.ofMinutes(65));
        settle(scheduler);
        assertThat(ids()).containsExactly(id(60));
        clock.step(Duration.ofHours(-1));
        for (int minute = 0; minute < 64; minute++) {
            clock.step(Duration.ofMinutes(1));
            settle(scheduler);
        }
        assertThat(ids()).containsExactly(id(60));
        clock.step(Duration.ofMinutes(1));
        settle(scheduler);

        assertThat(ids()).containsExactly(id(60), id(70));
    }

    @Test
    void aTickWhoseAnswerGetsLostIsFiredOnce() {
        put(EVERY_TEN);
        Faults lost = Faults.script(Map.of("fire", List.of(Fault.FAILS_AFTER, Fault.FAILS_BEFORE, Fault.FAILS_AFTER)));
        clock.step(TEN);
        settle(scheduler(new FaultyStore(store, lost)));

        assertThat(ids()).containsExactly(id(10));
        assertThat(hints).hasValue(1);
    }

    @Test
    void aStoreThatFailsIsLeftToTheLoop() {
        put(EVERY_TEN);
        clock.step(TEN);
        Scheduler scheduler =
                scheduler(new FaultyStore(store, Faults.script(Map.of("due", List.of(Fault.FAILS_BEFORE)))));

        assertThatThrownBy(scheduler::run).isInstanceOf(StoreException.class);
        settle(scheduler);
        assertThat(ids()).containsExactly(id(10));
    }

    @Test
    void aScheduleThatCannotBeReadDoesNotHideTheOthers() {
        for (int i = 0; i < 101; i++) {
            store.schedules().put(schedule("bad-" + i, new ScheduleSpec.Unreadable("sunrise")), START);
        }
        put(EVERY_TEN);
        clock.step(TEN);
        Scheduler scheduler = scheduler(store);
        settle(scheduler);
        settle(scheduler);

        assertThat(ids()).containsExactly(id(10));
        assertThat(store.schedules().find("bad-1").orElseThrow().next()).isEqualTo(START);
    }

    @Test
    void aTickMayBeSkippedWhileTheLastJobIsUnfinished() {
        put(EVERY_TEN.overlap(Overlap.SKIP));
        Scheduler scheduler = scheduler(store);
        for (int tick = 1; tick <= 3; tick++) {
            clock.step(TEN);
            settle(scheduler);
        }
        assertThat(ids()).containsExactly(id(10));
        store.admin().cancel(jobs().get(0).id(), clock.instant());
        clock.step(TEN);
        settle(scheduler);

        assertThat(ids()).containsExactly(id(10), id(40));
    }

    @Test
    void aTickMayWaitUntilTheLastJobIsFinished() {
        put(EVERY_TEN.overlap(Overlap.WAIT));
        Scheduler scheduler = scheduler(store);
        for (int tick = 1; tick <= 3; tick++) {
            clock.step(TEN);
            settle(scheduler);
        }
        assertThat(ids()).containsExactly(id(10));
        store.admin().cancel(jobs().get(0).id(), clock.instant());
        clock.step(Duration.ofMinutes(1));
        settle(scheduler);

        assertThat(ids())
                .as("the second and the third tick were missed, and one job stands for both")
                .containsExactly(id(10), id(30));
    }

    @Test
    void aDelayCountsFromTheEndOfTheLastJobHoweverLongItTook() {
        put(schedule("a", ScheduleSpec.delay(TEN)));
        Scheduler scheduler = scheduler(store);
        clock.step(TEN);
        settle(scheduler);
        assertThat(ids()).containsExactly(id(10));
        clock.step(Duration.ofMinutes(25));
        settle(scheduler);
        store.admin().cancel(jobs().get(0).id(), clock.instant());
        settle(scheduler);
        clock.step(TEN.minusMillis(1));
        settle(scheduler);
        assertThat(ids()).containsExactly(id(10));
        clock.step(Duration.ofMillis(1));
        settle(scheduler);

        assertThat(ids()).containsExactly(id(10), id(45));
    }

    @Test
    void jitterMakesTheJobDueLaterAndNotTheTick() {
        put(EVERY_TEN.jitter(TEN));
        Scheduler scheduler = scheduler(store);
        for (int tick = 1; tick <= 50; tick++) {
            clock.step(TEN);
            settle(scheduler);
        }
        assertThat(ids()).hasSize(50);
        assertThat(jobs()).allSatisfy(job -> {
            Instant tick = Schedule.tickOf(job.id()).orElseThrow();
            assertThat(job.runAt()).isBetween(tick, tick.plus(TEN));
        });
        assertThat(jobs().stream()
                        .filter(job -> job.runAt()
                                .isAfter(Schedule.tickOf(job.id()).orElseThrow().plus(TEN.dividedBy(2)))))
                .hasSizeBetween(10, 40);
    }
}
