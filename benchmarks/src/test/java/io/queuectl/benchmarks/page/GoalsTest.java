package io.queuectl.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GoalsTest {

    @Test
    void aGoalIsReachedOrMissedByItsMedian() {
        String table = Goals.markdown(new Invented()
                .rate("one", "drain", "raw", "k=500", 1000, 90, 100, 110)
                .rate("one", "drain", "raw", "k=500,loops=2", 1000, 500)
                .rate("one", "drain", "queuectl", "default", 1000, 10, 69, 1000)
                .rate("one", "enqueue-1", "raw", "k=500", 1000, 100)
                .rate("one", "enqueue-1", "queuectl", "default", 1000, 75)
                .latency("pick-up-idle", "queuectl", "p50", 2.5)
                .latency("pick-up-idle", "queuectl", "p99", 10.5)
                .results());
        assertThat(table)
                .contains("| drain to raw | PostgreSQL | ≥ 0.70 | 0.69 | missed |")
                .contains("| enqueue to raw, 1 thread | PostgreSQL | ≥ 0.75 | 0.75 | reached |")
                .contains("| pick-up in process, p50, ms | PostgreSQL | ≤ 2.50 | 2.50 | reached |")
                .contains("| pick-up in process, p99, ms | PostgreSQL | ≤ 10.00 | 10.50 | missed |")
                .contains("| drain to raw | SQLite | ≥ 0.70 | – | not measured |");
    }

    @Test
    void curvesAreComparedWithThemselves() {
        String table = Goals.markdown(new Invented()
                .rate("one", "backlog", "queuectl", "default", 10_000, 1)
                .rate("one", "backlog", "queuectl", "default", 100_000, 100)
                .rate("one", "backlog", "queuectl", "default", 1_000_000, 90)
                .rate("one", "finished", "queuectl", "default", 0, 100)
                .results());
        assertThat(table)
                .contains("| 1 M waiting, un-analysed, to 100 k | PostgreSQL | ≥ 0.80 | 0.90 | reached |")
                .contains("| beside 1 M finished to none | PostgreSQL | ≥ 0.80 | – | not measured |");
    }

    @Test
    void thePeerToBeatIsTheFastestAtAnySettingButNoSweepAndNoneThatForgets() {
        String table = Goals.markdown(new Invented()
                .rate("one", "drain", "queuectl", "default", 1000, 1_000)
                .rate("one", "drain", "jobrunr", "default", 1000, 100)
                .rate("one", "drain", "jobrunr", "best(workers=64)", 1000, 200)
                .rate("one", "drain", "jobrunr", "sweep(workers=99)", 1000, 900)
                .rate("one", "drain", "pg-boss", "default", 1000, 600)
                .rate("one", "drain", "bullmq", "default", 1000, 800)
                .results());
        assertThat(table)
                .contains("| drain to the fastest Java peer | PostgreSQL | ≥ 4.00 | 5.00 | reached |")
                .contains("| drain to the fastest durable peer | PostgreSQL | ≥ 2.00 | 1.67 | missed |");
    }
}
