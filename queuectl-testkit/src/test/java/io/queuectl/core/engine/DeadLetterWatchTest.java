package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.api.OldDeadLetters;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.testkit.MemoryJobStore;
import io.queuectl.testkit.SteppingClock;
import io.queuectl.testkit.SteppingTicker;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Dead letters that nobody looks after are told of, once for each that comes to be too old. */
class DeadLetterWatchTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final SteppingClock clock = new SteppingClock();
    private final MemoryJobStore store = new MemoryJobStore();
    private final List<OldDeadLetters> told = new ArrayList<>();
    private final DeadLetterWatch watch = watch(new DeadLetterAlarm(DAY, told::add));

    @Test
    void aJobThatIsDeadForSoLongIsToldOfOnce() {
        FinishedJobs.add(store, JobState.DEAD, 1, clock.instant());
        FinishedJobs.add(store, JobState.COMPLETED, 2, clock.instant());
        clock.step(DAY);
        watch.run();
        assertThat(told).isEmpty();

        clock.step(Duration.ofMillis(1));
        watch.run();
        watch.run();
        assertThat(told).containsExactly(new OldDeadLetters(1, DAY));
    }

    @Test
    void moreOfThemAreToldOfAgain() {
        FinishedJobs.add(store, JobState.DEAD, 1, clock.instant());
        clock.step(DAY.dividedBy(2));
        FinishedJobs.add(store, JobState.DEAD, 2, clock.instant());
        clock.step(DAY.dividedBy(2).plusMillis(1));
        watch.run();
        clock.step(DAY.dividedBy(2));
        watch.run();

        assertThat(told).containsExactly(new OldDeadLetters(1, DAY), new OldDeadLetters(2, DAY));
    }

    @Test
    void onceTheyAreLookedAfterTheNextIsToldOf() {
        FinishedJobs.add(store, JobState.DEAD, 1, clock.instant());
        clock.step(DAY.plusMillis(1));
        watch.run();
        store.bulk().moveAll(List.of(1L), JobFilter.ANY, JobMove.DELETE, clock.instant());
        watch.run();
        FinishedJobs.add(store, JobState.DEAD, 2, clock.instant().minus(DAY.multipliedBy(2)));
        watch.run();

        assertThat(told).hasSize(2);
    }

    @Test
    void whatTheListenerThrowsHarmsNothing() {
        FinishedJobs.add(store, JobState.DEAD, 1, clock.instant());
        clock.step(DAY.plusMillis(1));

        assertThat(watch(new DeadLetterAlarm(DAY, old -> {
                            throw new IllegalStateException("planted");
                        }))
                        .run())
                .isPositive();
    }

    @Test
    void theOldestIsKnownFromTheFirstLookOnWhichComesLaterWithoutAnAlarm() {
        Instant died = clock.instant();
        FinishedJobs.add(store, JobState.DEAD, 1, died);
        FinishedJobs.add(store, JobState.DEAD, 2, died.plusSeconds(1));
        FinishedJobs.add(store, JobState.CANCELLED, 3, died.minusSeconds(1));
        watch.run();
        assertThat(watch.oldest()).isEqualTo(died);

        DeadLetterWatch silent = watch(null);
        assertThat(silent.run()).isEqualTo(Duration.ofMinutes(1));
        assertThat(silent.oldest()).isNull();
        silent.run();
        assertThat(silent.oldest()).isEqualTo(died);
        store.bulk().moveAll(List.of(1L, 2L), JobFilter.ANY, JobMove.DELETE, clock.instant());
        silent.run();
        assertThat(silent.oldest()).isNull();
    }

    private DeadLetterWatch watch(@Nullable DeadLetterAlarm alarm) {
        return new DeadLetterWatch(
                store.bulk(),
                alarm,
                new Seams(clock, new SteppingTicker(), new SecureRandom(), LocalProcesses.blind(), Thread::new));
    }
}
