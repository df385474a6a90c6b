package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.StoreException;
import io.queuectl.api.Unique;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.DueSchedules;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What schedules are, what makes them due, and that a tick and its jobs are written together or not at all. */
public abstract class ScheduleContract extends StoreScenario {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final ScheduleSpec HOURLY = ScheduleSpec.every(HOUR);

    static Schedule hourly(String name) {
        return Schedule.of(name, HOURLY, JobRequest.of("test.kind", Payload.of("of " + name)));
    }

    private ScheduleView put(String name, Duration untilNext) {
        return store.schedules().put(hourly(name), now().plus(untilNext));
    }

    private ScheduleView schedule(String name) {
        return store.schedules().find(name).orElseThrow(() -> new AssertionError("no schedule " + name));
    }

    private Firing firing(ScheduleView view, NewJob... jobs) {
        return new Firing(view.name(), view.revision(), List.of(jobs), now(), now().plus(HOUR));
    }

    private List<String> due(int limit) {
        return store.schedules().due(now(), limit).due().stream()
                .map(ScheduleView::name)
                .toList();
    }

    @Test
    void aScheduleComesBackAsItWasPut() {
        byte[] bytes = new byte[1_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        JobRequest job = JobRequest.of("report.nightly", Payload.of(bytes))
                .queue("reports")
                .priority(-7)
                .limits(new Limits(8, "fixed(delay=PT5S)", Duration.ofMinutes(3)));
        Schedule schedule = Schedule.of(
                        "nightly.report-1", ScheduleSpec.cron("0 2 * * MON#1", ZoneId.of("Europe/Berlin")), job)
                .missed(MissedRuns.all(12))
                .overlap(Overlap.WAIT)
                .jitter(Duration.ofMillis(1_501));
        assertComesBack(schedule, now().plusMillis(1));
    }

    @Test
    void tagsUniqueKeyAndGroupOfItsJobComeBack() {
        JobRequest job = hourly("a").job().tag("tenant", "acme \u00b7 7").tag("b", "c");
        Unique windowed = Unique.of("k").within(Duration.ofMinutes(3)).orFail();

        assertComesBack(Schedule.of("nightly.report-1", HOURLY, job.unique(windowed)), now());
        assertComesBack(
                Schedule.of(
                        "nightly.report-1",
                        HOURLY,
                        job.unique(Unique.of("k").orReplace()).atMost(3, "api")),
                now());
        assertComesBack(
                Schedule.of("nightly.report-1", HOURLY, hourly("a").job().inOrder("api")), now());
    }

    @Test
    void anUnchangedSpecKeepsItsNextTickAndEverythingThatHappened() {
        ScheduleView made = put("a", Duration.ZERO);
        store.schedules().fire(firing(made, job("a:1").build()), now());
        store.schedules().pause("a");
        ScheduleView before = schedule("a");
        Schedule other =
                Schedule.of("a", HOURLY, JobRequest.of("other", Payload.EMPTY)).overlap(Overlap.SKIP);

        ScheduleView after = store.schedules().put(other, now().plusSeconds(5));

        assertThat(after.schedule()).isEqualTo(other);
        assertThat(after.next()).isEqualTo(before.next()).isEqualTo(now().plus(HOUR));
        assertThat(after.lastTick()).isEqualTo(now());
        assertThat(after.lastJob()).isEqualTo(JobId.of("a:1"));
        assertThat(after.paused()).isTrue();
        assertThat(after.revision()).isGreaterThan(before.revision());
        assertThat(schedule("a")).isEqualTo(after);
    }

    @Test
    void aChangedSpecHasTheNextTickThatIsGiven() {
        put("a", Duration.ZERO);
        Schedule daily =
                Schedule.of("a", ScheduleSpec.cron("@daily"), hourly("a").job());

        assertThat(store.schedules().put(daily, now().plusSeconds(5)).next()).isEqualTo(now().plusSeconds(5));
        assertThat(store.schedules().put(hourly("a"), null).next()).isNull();
        assertThat(schedule("a").next()).isNull();
        assertThat(store.schedules().list()).hasSize(1);
    }

    @Test
    void schedulesAreListedByName() {
        put("b", HOUR);
        put("a", HOUR);
        put("c", HOUR);
        store.schedules().pause("b");

        assertThat(store.schedules().list()).extracting(ScheduleView::name).containsExactly("a", "b", "c");
    }

    @Test
    void aScheduleIsDueFromItsNextTickOnEarliestFirst() {
        put("late", Duration.ofMinutes(20));
        put("early", Duration.ofMinutes(10));
        put("also-early", Duration.ofMinutes(10));
        store.schedules().put(hourly("never"), null);

        assertThat(store.schedules().due(now(), 10)).isEqualTo(new DueSchedules(List.of(), now().plusSeconds(600)));
        clock.step(Duration.ofMinutes(10).minusMillis(1));
        assertThat(due(10)).isEmpty();
        clock.step(Duration.ofMillis(1));
        assertThat(due(10)).containsExactly("also-early", "early");
        assertThat(due(1)).containsExactly("also-early");
        assertThat(store.schedules().due(now(), 10).next()).isEqualTo(now().plusSeconds(600));
        clock.step(Duration.ofMinutes(10));
        assertThat(due(10)).containsExactly("also-early", "early", "late");
        assertThat(store.schedules().due(now(), 10).next()).isNull();
    }

    @Test
    void firingInsertsTheJobsAndMovesTheTick() {
        ScheduleView made = put("a", Duration.ZERO);
        NewJob first = job("a:1").payload(Payload.of("x".repeat(500))).build();
        NewJob second = job("a:2").queue("other").runAt(now().plusSeconds(9)).build();

        assertThat(store.schedules().fire(firing(made, first, second), now())).isEqualTo(Fired.FIRED);

        ScheduleView fired = schedule("a");
        assertThat(fired)
                .isEqualTo(new ScheduleView(
                        hourly("a"), false, now().plus(HOUR), now(), JobId.of("a:2"), fired.revision()));
        assertThat(fired.revision()).isGreaterThan(made.revision());
        assertThat(due(10)).isEmpty();
        JobView job = view(JobId.of("a:1"));
        assertThat(job.payload()).isEqualTo(first.payload());
        assertThat(job.createdAt()).isEqualTo(now());
        assertThat(view(JobId.of("a:2")).runAt()).isEqualTo(second.runAt());
        assertThat(claimedIds(claim(joined(), 5))).containsExactly("a:1");
    }

    @Test
    void aTickMayPassWithoutAJob() {
        ScheduleView made = put("a", Duration.ZERO);
        assertThat(store.schedules().fire(firing(made), now())).isEqualTo(Fired.FIRED);
        assertThat(schedule("a").lastTick()).isEqualTo(now());
        Firing last = new Firing("a", schedule("a").revision(), List.of(), null, null);
        assertThat(store.schedules().fire(last, now())).isEqualTo(Fired.FIRED);

        assertThat(schedule("a").lastTick()).isEqualTo(now());
        assertThat(schedule("a").lastJob()).isNull();
        assertThat(schedule("a").next()).isNull();
        clock.step(Duration.ofDays(1_000));
        assertThat(due(10)).isEmpty();
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).isEmpty();
    }

    @Test
    void whatWasDecidedUponAnOlderRevisionChangesNothing() {
        ScheduleView seen = put("a", Duration.ZERO);
        assertThat(store.schedules().fire(firing(seen, job("a:1").build()), now()))
                .isEqualTo(Fired.FIRED);
        ScheduleView after = schedule("a");

        assertThat(store.schedules().fire(firing(seen, job("a:other").build()), now()))
                .isEqualTo(Fired.MOVED);
        assertThat(store.schedules().fire(firing(seen), now())).isEqualTo(Fired.MOVED);
        assertThat(store.schedules().resume("a", seen.revision(), now())).isFalse();

        assertThat(schedule("a")).isEqualTo(after);
        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("a:1");
    }

    @Test
    void aRepeatedFiringHasTheEffectOfOne() {
        Firing firing =
                firing(put("a", Duration.ZERO), job("a:1").build(), job("a:2").build());
        assertThat(store.schedules().fire(firing, now())).isEqualTo(Fired.FIRED);
        ScheduleView after = schedule("a");

        assertThat(store.schedules().fire(firing, now())).isEqualTo(Fired.ALREADY_FIRED);
        assertThat(schedule("a")).isEqualTo(after);
        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("a:1", "a:2");
    }

    @Test
    void aTickThatHasItsJobAlreadyGetsNoOther() {
        insert(job("a:1"));
        ScheduleView made = put("a", Duration.ZERO);

        assertThat(store.schedules()
                        .fire(firing(made, job("a:1").build(), job("a:2").build()), now()))
                .isEqualTo(Fired.FIRED);

        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("a:1", "a:2");
        assertThat(schedule("a").next()).isEqualTo(now().plus(HOUR));
    }

    @Test
    void aFiringThatIsRefusedChangesNothing() {
        ScheduleView made = put("a", Duration.ZERO);
        NewJob good = job("a:2").build();

        assertThatThrownBy(() -> store.schedules().fire(firing(made, good, poison()), now()))
                .isInstanceOf(StoreException.class);

        assertThat(schedule("a")).isEqualTo(made);
        assertThat(due(10)).containsExactly("a");
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).isEmpty();
    }

    /** See {@link ExchangeContract}: what every store must be able to choke on. */
    @SuppressWarnings("NullAway") // on purpose
    private NewJob poison() {
        NewJob good = job("a:3").build();
        return new NewJob(
                good.submission(), good.id(), null, good.queue(), 0, good.runAt(), good.payload(), good.limits());
    }

    @Test
    void aPausedScheduleIsNeverDueUntilItIsResumed() {
        ScheduleView seen = put("a", Duration.ZERO);
        assertThat(store.schedules().pause("a")).isTrue();
        assertThat(store.schedules().pause("a")).isTrue();

        assertThat(due(10)).isEmpty();
        assertThat(store.schedules().due(now().minusSeconds(1), 10).next()).isNull();
        assertThat(store.schedules().fire(firing(seen, job("a:1").build()), now()))
                .isEqualTo(Fired.MOVED);
        Instant next = now().plusSeconds(7);
        assertThat(store.schedules().resume("a", schedule("a").revision(), next))
                .isTrue();
        assertThat(schedule("a").paused()).isFalse();
        assertThat(schedule("a").next()).isEqualTo(next);
        assertThat(due(10)).isEmpty();
        clock.step(Duration.ofSeconds(7));
        assertThat(due(10)).containsExactly("a");
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).isEmpty();
    }

    /** Whoever runs it on demand looks at it as others do. */
    @Test
    void aPausedScheduleCanBeFiredByOneWhoSawThatItIsPaused() {
        put("a", Duration.ZERO);
        store.schedules().pause("a");
        ScheduleView paused = schedule("a");

        assertThat(store.schedules().fire(firing(paused, job("a:1").build()), now()))
                .isEqualTo(Fired.FIRED);
        assertThat(schedule("a").paused()).isTrue();
        assertThat(schedule("a").lastJob()).isEqualTo(JobId.of("a:1"));
    }

    @Test
    void aRemovedScheduleIsGoneAndItsJobsStay() {
        ScheduleView made = put("a", Duration.ZERO);
        store.schedules().fire(firing(made, job("a:1").build()), now());

        assertThat(store.schedules().remove("a")).isTrue();
        assertThat(store.schedules().remove("a")).isFalse();
        assertThat(store.schedules().find("a")).isEmpty();
        assertThat(store.schedules().list()).isEmpty();
        assertThat(store.schedules().pause("a")).isFalse();
        assertThat(store.schedules().resume("a", 1, now())).isFalse();
        assertThat(store.schedules().fire(firing(made), now())).isEqualTo(Fired.NOT_FOUND);
        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("a:1");
        ScheduleView again = put("a", HOUR);
        assertThat(again.lastTick()).isNull();
        assertThat(again.lastJob()).isNull();
    }

    @Test
    void aScheduleOutlivesItsStore() {
        ScheduleView made = put("a", Duration.ZERO);
        store.schedules().fire(firing(made, job("a:1").build()), now());
        ScheduleView before = schedule("a");
        put("gone", Duration.ZERO);
        store.schedules().remove("gone");
        JobStore other = another();
        store.close();

        assertThat(other.schedules().list()).containsExactly(before);
    }

    private void assertComesBack(Schedule schedule, Instant next) {
        store.schedules().remove(schedule.name());
        ScheduleView view = store.schedules().put(schedule, next);

        assertThat(view).isEqualTo(new ScheduleView(schedule, false, next, null, null, view.revision()));
        assertThat(schedule("nightly.report-1")).isEqualTo(view);
        assertThat(store.schedules().list()).containsExactly(view);
        assertThat(another().schedules().find("nightly.report-1")).contains(view);
        assertThat(store.schedules().find("nightly")).isEmpty();
    }
}
