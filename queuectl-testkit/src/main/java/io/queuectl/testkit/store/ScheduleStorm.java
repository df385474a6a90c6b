package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobView;
import io.queuectl.api.StoreException;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.Fired;
import io.queuectl.core.spi.Firing;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Schedules;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.FaultyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Many threads that fire the same schedules, half of them through a second store on the same data where there can be one. */
public abstract class ScheduleStorm extends StoreScenario {

    private static final int TICKS = 60;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** So often one of them may find the store busy in a row. */
    private static final int PATIENCE = 1_000;

    @Test
    void eachTickIsFiredByOneOfMany() throws Exception {
        storm(16, store -> store);
    }

    @Test
    void eachTickIsFiredOnceThoughAnswersGetLost() throws Exception {
        storm(4, store -> new FaultyStore(store, Faults.random(new SplittableRandom(7), 0.2)));
    }

    private void storm(int threads, UnaryOperator<JobStore> way) throws Exception {
        for (String name : NAMES) {
            store.schedules().put(ScheduleContract.hourly(name), now());
        }
        Instant end = now().plus(STEP.multipliedBy(TICKS));

        together(threads, way, end);

        List<JobView> jobs = everyJob(PageRequest.Order.OLDEST_FIRST);
        for (String name : NAMES) {
            assertThat(jobs.stream().filter(job -> job.id().text().startsWith(name + ":")))
                    .extracting(JobView::runAt)
                    .as("ticks of schedule " + name)
                    .doesNotHaveDuplicates()
                    .hasSize(TICKS);
            assertThat(store.schedules().find(name).orElseThrow().next()).isEqualTo(end);
        }
        assertThat(jobs).hasSize(NAMES.size() * TICKS);
    }

    private void together(int threads, UnaryOperator<JobStore> way, Instant end) throws Exception {
        JobStore other = fixture.keepsItsData() ? another() : store;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Schedules own = way.apply(i % 2 == 0 ? store : other).schedules();
                Callable<Integer> task = () -> {
                    start.await();
                    return fireUntil(end, own);
                };
                running.add(pool.submit(task));
            }
            for (Future<?> task : running) {
                task.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("one of the threads failed", failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** As the engine does it, one tick at a time, but for ids that tell nothing of the tick: so that no other guard hides a second firing. */
    private int fireUntil(Instant end, Schedules schedules) {
        int failures = 0;
        Firing inDoubt = null;
        while (failures < PATIENCE) {
            try {
                if (inDoubt == null) {
                    List<ScheduleView> due =
                            schedules.due(end.minusMillis(1), NAMES.size()).due();
                    if (due.isEmpty()) {
                        return failures;
                    }
                    inDoubt = firing(due.get(due.size() - 1));
                }
                assertThat(schedules.fire(inDoubt, now())).isNotEqualTo(Fired.NOT_FOUND);
                inDoubt = null;
                failures = 0;
            } catch (StoreException failed) {
                assertThat(failed.isTransient()).as(failed.getMessage()).isTrue();
                failures++;
            }
        }
        throw new AssertionError("the store was busy for " + PATIENCE + " calls in a row");
    }

    private Firing firing(ScheduleView view) {
        Instant tick = Objects.requireNonNull(view.next());
        String id = view.name() + ":" + fixtures.uniqueNumber();
        return new Firing(
                view.name(), view.revision(), List.of(job(id).runAt(tick).build()), tick, tick.plus(STEP));
    }
}
