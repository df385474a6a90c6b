package io.queuectl.core.engine;

import static io.queuectl.core.engine.FinishedJobs.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobState;
import io.queuectl.api.StoreException;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobArchive;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.KeySweep;
import io.queuectl.core.spi.NewJob;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.FaultyStore;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.MemoryJobStore;
import io.queuectl.testkit.SteppingClock;
import io.queuectl.testkit.SteppingTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is deleted and what is kept, step by step. */
class PrunerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SteppingClock clock = new SteppingClock();
    private final MemoryJobStore store = new MemoryJobStore();
    private final List<Long> archived = new ArrayList<>();

    /** How often what is done beside it was done. */
    private int sweeps;

    /** Keeps jobs only as long as they are in the database as well. */
    private final JobArchive archive = jobs -> jobs.forEach(record -> {
        assertThat(numbers(store)).contains(record.job().number());
        archived.add(record.job().number());
    });

    @Test
    void whatIsOlderThanItsStateIsKeptGoes() {
        finished(JobState.COMPLETED, 1, 5);
        finished(JobState.DEAD, 6, 10);
        Retention retention = Retention.NONE
                .age(JobState.COMPLETED, MINUTE.multipliedBy(3))
                .age(JobState.DEAD, MINUTE.multipliedBy(2));

        prune(retention);
        // The n-th of five finished 5 - n minutes ago.
        assertThat(numbers(store)).containsExactly(2L, 3L, 4L, 5L, 8L, 9L, 10L);
    }

    @Test
    void thoseThatFinishedLastStayHoweverOld() {
        finished(JobState.COMPLETED, 1, 30);
        finished(JobState.DEAD, 31, 33);
        clock.step(Duration.ofDays(1_000));

        prune(Retention.NONE.newest(JobState.COMPLETED, 4));
        assertThat(numbers(store)).containsExactly(27L, 28L, 29L, 30L, 31L, 32L, 33L);
        prune(Retention.NONE.newest(JobState.COMPLETED, 0));
        assertThat(numbers(store)).containsExactly(31L, 32L, 33L);
    }

    @Test
    void thoseThatFinishedInOneMillisecondStayTogether() {
        for (int i = 1; i <= 5; i++) {
            FinishedJobs.add(store, JobState.COMPLETED, i, clock.instant());
        }
        prune(Retention.NONE.newest(JobState.COMPLETED, 2));
        assertThat(numbers(store)).hasSize(5);
    }

    @Test
    void bothLimitsCountAndWhatEitherLetsGoGoes() {
        finished(JobState.COMPLETED, 1, 10);

        prune(Retention.NONE.age(JobState.COMPLETED, MINUTE.multipliedBy(4)).newest(JobState.COMPLETED, 7));
        assertThat(numbers(store)).containsExactly(6L, 7L, 8L, 9L, 10L);
        prune(Retention.NONE.age(JobState.COMPLETED, MINUTE.multipliedBy(9)).newest(JobState.COMPLETED, 2));
        assertThat(numbers(store)).containsExactly(9L, 10L);
    }

    @Test
    void manyGoInManyStepsWithRestsBetween() {
        for (int i = 1; i <= 500; i++) {
            FinishedJobs.add(store, JobState.CANCELLED, i, clock.instant());
        }
        clock.step(MINUTE);
        Pruner pruner = pruner(store, Retention.NONE.age(JobState.CANCELLED, Duration.ZERO));

        assertThat(pruner.run()).isEqualTo(ChunkPace.LONGEST);
        assertThat(numbers(store)).hasSize(450);
        Duration rest = ChunkPace.LONGEST;
        int steps = 1;
        while (rest.equals(ChunkPace.LONGEST)) {
            rest = pruner.run();
            steps++;
        }
        assertThat(rest).isEqualTo(MINUTE);
        assertThat(steps).isBetween(3, 6);
        assertThat(numbers(store)).isEmpty();
    }

    @Test
    void jobsAreArchivedBeforeTheyAreDeleted() {
        finished(JobState.COMPLETED, 1, 250);
        clock.step(MINUTE);

        prune(Retention.NONE.age(JobState.COMPLETED, Duration.ZERO).archive(archive));
        assertThat(archived).isEqualTo(LongStream.rangeClosed(1, 250).boxed().toList());
        assertThat(numbers(store)).isEmpty();
    }

    @Test
    void anArchiveThatFailsKeepsTheJobsInTheDatabaseUntilItWorks() {
        finished(JobState.COMPLETED, 1, 3);
        clock.step(MINUTE);
        List<IOException> failures = new ArrayList<>(List.of(new IOException("no space left (planted)")));
        Pruner pruner = pruner(
                store, Retention.NONE.age(JobState.COMPLETED, Duration.ZERO).archive(jobs -> {
                    if (!failures.isEmpty()) {
                        throw failures.remove(0);
                    }
                    archive.keep(jobs);
                }));

        assertThatThrownBy(pruner::run).isInstanceOf(UncheckedIOException.class).hasMessageContaining("no space left");
        assertThat(numbers(store)).hasSize(3);
        pruner.run();
        assertThat(archived).containsExactly(1L, 2L, 3L);
        assertThat(numbers(store)).isEmpty();
    }

    @Test
    void aJobWhoseDeletionFailsIsArchivedAgainAndNeverLost() {
        finished(JobState.COMPLETED, 1, 2);
        clock.step(MINUTE);
        FaultyStore faulty =
                new FaultyStore(store.another(), Faults.script(Map.of("moveAll", List.of(Fault.FAILS_BEFORE))));
        Pruner pruner = pruner(
                faulty, Retention.NONE.age(JobState.COMPLETED, Duration.ZERO).archive(archive));

        assertThatThrownBy(pruner::run).isInstanceOf(StoreException.class);
        assertThat(numbers(store)).hasSize(2);
        pruner.run();
        assertThat(archived).containsExactly(1L, 2L, 1L, 2L);
        assertThat(numbers(store)).isEmpty();
    }

    @Test
    void aJobThatIsPutBackWhileItIsArchivedStays() {
        finished(JobState.DEAD, 1, 2);
        clock.step(MINUTE);
        JobArchive meddled = jobs -> {
            archive.keep(jobs);
            store.admin().requeue(jobs.get(0).job().id(), clock.instant());
        };

        prune(Retention.NONE.age(JobState.DEAD, Duration.ZERO).archive(meddled));
        assertThat(archived).containsExactly(1L, 2L);
        assertThat(numbers(store)).containsExactly(1L);
    }

    @Test
    void aJobThatDiesAgainWhileItIsArchivedStaysWithWhatWasAdded() {
        finished(JobState.DEAD, 1, 2);
        clock.step(MINUTE);
        JobArchive meddled = jobs -> {
            archive.keep(jobs);
            store.admin().delete(jobs.get(0).job().id());
            clock.step(Duration.ofMillis(1));
            FinishedJobs.add(store, JobState.DEAD, 1, clock.instant());
        };
        Removal removal = new Removal(store, JobFilter.ANY, meddled, new ChunkPace());

        assertThat(removal.step(clock.instant())).isEqualTo(1);
        assertThat(numbers(store)).containsExactly(1L);
    }

    /** From the first to the last, a minute apart, the last one just now. */
    private void finished(JobState state, int first, int last) {
        for (int i = first; i <= last; i++) {
            FinishedJobs.add(store, state, i, clock.instant().minus(MINUTE.multipliedBy(last - i)));
        }
    }

    @Test
    void keysThatNobodyHoldsAreDroppedAHandfulAtATimeFromTheSecondSweepOn() {
        JobFixtures fixtures = new JobFixtures();
        for (int i = 0; i < 1_200; i++) {
            NewJob job =
                    fixtures.job().unique(Unique.of("k" + i).within(MINUTE)).build();
            store.exchange(Batch.of(clock.instant()).insert(List.of(job)));
        }
        store.bulk().moveAll(store.bulk().numbers(JobFilter.ANY, 0, 2_000), JobFilter.ANY, JobMove.DELETE, now());
        clock.step(MINUTE);
        Pruner pruner = pruner(store, Retention.NONE);

        assertThat(pruner.run()).isEqualTo(MINUTE);
        assertThat(store.bulk().dropKeys(0, 1, now())).isEqualTo(new KeySweep(1, 1));
        assertThat(pruner.run()).isLessThan(MINUTE);
        assertThat(pruner.run()).isLessThan(MINUTE);
        assertThat(pruner.run()).isEqualTo(MINUTE);
        assertThat(sweeps).isEqualTo(2);
        assertThat(store.bulk().dropKeys(0, 10, now())).isEqualTo(new KeySweep(0, 0));
    }

    private Instant now() {
        return clock.instant();
    }

    private void prune(Retention retention) {
        Pruner pruner = pruner(store, retention);
        Duration rest = pruner.run();
        while (rest.compareTo(MINUTE) < 0) {
            rest = pruner.run();
        }
    }

    private Pruner pruner(JobStore pruned, Retention retention) {
        return new Pruner(
                pruned,
                retention,
                new Seams(clock, new SteppingTicker(), new SecureRandom(), LocalProcesses.blind(), Thread::new),
                () -> sweeps++);
    }
}
