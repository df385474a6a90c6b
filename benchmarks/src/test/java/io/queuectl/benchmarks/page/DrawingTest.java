package io.queuectl.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrawingTest {

    @TempDir
    private Path root;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(root.resolve("docs/charts"));
        Files.createDirectories(root.resolve("benchmarks/results"));
    }

    @Test
    void tablesAreRankedAndComparedToRaw() throws Exception {
        results(drain());
        page("before\n<!-- table drain postgres -->\nold\n<!-- end -->\nafter\n");
        Drawing.of(root).write();
        assertThat(page()).isEqualTo("""
                        before
                        <!-- table drain postgres -->

                        | fsync on | jobs/s | range | n | to raw |
                        |---|---:|---:|---:|---:|
                        | raw, k=500 | 200 | 190 – 210 | 3 | 1.00 |
                        | queuectl, default, stopped after 20.0 s | 150 | 140 – 160 | 3 | 0.75 |
                        | bullmq-synced, default (Redis appendfsync=always) | 50.0 | 50.0 – 50.0 | 1 | 0.25 |
                        | raw, k=1 | 2.00 | 2.00 – 2.00 | 1 | 0.0100 |

                        <!-- end -->
                        after
                        """);
    }

    @Test
    void drawingAgainChangesNothing() throws Exception {
        results(drain());
        page("<!-- table drain postgres -->\n<!-- end -->\n\n<!-- table sweep postgres -->\n<!-- end -->\n");
        Drawing.of(root).write();
        String page = page();
        String chart = Files.readString(root.resolve("docs/charts/drain-postgres.svg"));
        Drawing.of(root).write();
        assertThat(page()).isEqualTo(page);
        assertThat(root.resolve("docs/charts/drain-postgres.svg")).hasContent(chart);
    }

    @Test
    void theTriesOfASweepStandInATableOfTheirOwn() throws Exception {
        results(drain());
        page("<!-- table sweep postgres -->\n<!-- end -->\n");
        Drawing.of(root).write();
        assertThat(page()).contains("| jobrunr, sweep(workers=64) | 30.0 |").doesNotContain("queuectl");
        assertThat(root.resolve("docs/charts/drain-postgres.svg"))
                .content()
                .contains(">queuectl, default<")
                .contains(">bullmq-synced, default (Redis appendfsync=always)<")
                .contains(">Drain of jobs that do nothing on PostgreSQL (fsync on)<")
                .doesNotContain("sweep");
    }

    @Test
    void severalSizesAndSeveralFiguresAreColumns() throws Exception {
        results(new Invented()
                .rate("one", "backlog", "raw", "k=500", 10_000, 10)
                .rate("one", "backlog", "raw", "k=500", 1_000_000, 9)
                .rate("one", "backlog", "quartz", "default", 10_000, 1)
                .latency("pick-up-idle", "queuectl", "p50", 1.5)
                .latency("pick-up-idle", "queuectl", "p99", 4));
        page("<!-- table backlog postgres -->\n<!-- end -->\n<!-- table pick-up-idle postgres -->\n<!-- end -->\n");
        Drawing.of(root).write();
        assertThat(page())
                .contains("| fsync on | 10,000, jobs/s | 1,000,000, jobs/s |")
                .contains("| quartz, default | 1.00 (1.00 – 1.00, n=1) | – |")
                .contains("| fsync on | p50, ms | p99, ms |");
        assertThat(root.resolve("docs/charts/backlog-postgres.svg")).exists();
        assertThat(root.resolve("docs/charts/pick-up-postgres.svg"))
                .content()
                .contains(">idle, p50<")
                .doesNotContain("half load");
    }

    @Test
    void aCurveIsOfPeersAtTheirBest() throws Exception {
        results(new Invented()
                .rate("one", "backlog", "queuectl", "default", 10_000, 10)
                .rate("one", "backlog", "quartz", "default", 10_000, 1)
                .rate("one", "backlog", "jobrunr", "default", 10_000, 1)
                .rate("one", "backlog", "jobrunr", "best(workers=64)", 10_000, 2));
        page("");
        Drawing.of(root).write();
        assertThat(root.resolve("docs/charts/backlog-postgres.svg"))
                .content()
                .contains(">queuectl, default<", ">quartz, default<", ">jobrunr, best<")
                .doesNotContain(">jobrunr, default<");
    }

    @Test
    void whatWasNotMeasuredIsTold() throws Exception {
        page("<!-- table queues sqlite -->\n1000\n<!-- end -->\n");
        Drawing.of(root).write();
        assertThat(page()).contains("\nNot measured.\n").doesNotContain("1000");
    }

    @Test
    void aChartOfWhichNothingIsMeasuredAnyMoreGoes() throws Exception {
        Path stale = Files.writeString(root.resolve("docs/charts/drain-sqlite.svg"), "");
        Path foreign = Files.writeString(root.resolve("docs/charts/ruler.svg"), "");
        page("");
        Drawing.of(root).write();
        assertThat(stale).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void aTableOfNoStoreIsRefused() throws Exception {
        page("<!-- table drain oracle -->\n<!-- end -->\n");
        assertThatThrownBy(() -> Drawing.of(root).write()).hasMessageContaining("no store oracle is drawn");
        page("<!-- table drain -->\n<!-- end -->\n");
        assertThatThrownBy(() -> Drawing.of(root).write()).hasMessageContaining("named by phase and store");
    }

    @Test
    void theOutlineShowsEveryChartAndAllOfItsTables() throws Exception {
        results(drain().rate("one", "enqueue-1", "raw", "", 100, 5).rate("one", "enqueue-4", "raw", "", 100, 7));
        page("");
        assertThat(Drawing.of(root).outline())
                .contains("](charts/drain-postgres.svg)")
                .contains("<!-- table drain postgres -->")
                .contains("](charts/enqueue-postgres.svg)")
                .contains("<!-- table enqueue-1 postgres -->")
                .contains("<!-- table enqueue-4 postgres -->")
                .contains("<!-- table goals -->")
                .contains("<!-- table sweep postgres -->")
                .doesNotContain("charts/drain-sqlite.svg");
    }

    private static Invented drain() {
        return new Invented()
                .rate("one", "drain", "raw", "k=1", 100, 2)
                .rate("one", "drain", "raw", "k=500", 1000, 210, 190, 200)
                .rate("one", "drain", "queuectl", "default", 1000, 140, 150, 160)
                .rate("one", "drain", "jobrunr", "sweep(workers=64)", 100, 30)
                .bullmq("Redis appendfsync=always", 50)
                .cap("queuectl", 20);
    }

    private void results(Invented invented) throws IOException {
        Files.write(root.resolve("benchmarks/results/one.csv"), invented.lines());
    }

    private void page(String text) throws IOException {
        Files.writeString(root.resolve("docs/performance.md"), text);
    }

    private String page() throws IOException {
        return Files.readString(root.resolve("docs/performance.md"));
    }
}
