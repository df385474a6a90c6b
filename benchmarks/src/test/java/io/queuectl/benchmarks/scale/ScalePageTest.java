package io.queuectl.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.benchmarks.race.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalePageTest {

    @TempDir
    Path root;

    @Test
    void aStoreHasATableWithARowAFigureAndAColumnASize() {
        assertThat(ScaleTable.of(List.of(
                        row("sqlite", 10_000, 1, Figure.DRAIN, 100_000),
                        row("sqlite", 10_000, 2, Figure.DRAIN, 120_000),
                        row("sqlite", 10_000, 3, Figure.DRAIN, 110_000),
                        row("sqlite", 1_000_000, 1, Figure.COUNTS, 2.5),
                        row("h2", 10_000, 1, Figure.DRAIN, 50))))
                .isEqualTo("""
                        | SQLite, FULL, jobs waiting | 10,000 | 1,000,000 |
                        |---|---:|---:|
                        | drain of the first 40,000, jobs/s | 110,000 (100,000 – 120,000, n=3) | – |
                        | counts by queue and state, ms | – | 2.50 (2.50 – 2.50, n=1) |

                        | H2 file, jobs waiting | 10,000 |
                        |---|---:|
                        | drain of the first 40,000, jobs/s | 50.0 (50.0 – 50.0, n=1) |""");
    }

    @Test
    void thePageIsDrawnFromWhatIsKept() throws IOException {
        Files.createDirectories(root.resolve("docs"));
        Files.createDirectories(root.resolve("benchmarks/results"));
        Files.writeString(ScalePage.page(root), "before\n<!-- table scale -->\nold\n<!-- end -->\nafter\n");
        ScalePage.write(root);
        assertThat(ScalePage.page(root))
                .hasContent("before\n<!-- table scale -->\n\nNot measured.\n\n<!-- end -->\nafter");

        Files.writeString(
                root.resolve("benchmarks/results/scale.csv"),
                Row.HEADER + "\n" + row("h2", 10, 1, Figure.SIZE, 400).line() + "\n");
        ScalePage.write(root);
        assertThat(ScalePage.page(root))
                .content()
                .contains("| size of the database, bytes/job | 400 (")
                .doesNotContain("Not");
    }

    /** Whoever changes the results runs {@code benchmarks/run Page}. */
    @Test
    void theProjectsPageIsInStep() throws IOException {
        Path project = Path.of("..");
        assertThat(ScalePage.page(project)).hasContent(ScalePage.text(project));
    }

    private static Row row(String store, int size, int round, Figure figure, double value) {
        return new Row(
                "scale",
                store,
                "as it is",
                "scale",
                "queuectl",
                "default",
                size,
                round,
                figure.text(),
                figure.unit(),
                value);
    }
}
