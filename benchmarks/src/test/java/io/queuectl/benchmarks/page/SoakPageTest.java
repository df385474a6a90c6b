package io.queuectl.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.benchmarks.race.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chart a metric, a line a store. */
final class SoakPageTest {

    @TempDir
    Path root;

    @Test
    void eachMetricHasAChartWithALineAStore() throws IOException {
        Path results = Files.createDirectories(root.resolve("benchmarks/results"));
        Files.writeString(results.resolve("soak.csv"), Row.HEADER + """

                soak,sqlite,,soak,queuectl,worker,5,1,memory,MB,180.0
                soak,sqlite,,soak,queuectl,worker,10,1,memory,MB,182.0
                soak,sqlite,,soak,queuectl,worker,305,1,memory,MB,181.0
                soak,h2,,soak,queuectl,worker,5,1,memory,MB,220.0
                soak,sqlite,,soak,queuectl,worker,5,1,handles,open files,31
                """);

        Map<Path, String> files = SoakPage.files(root);

        assertThat(files)
                .containsOnlyKeys(
                        root.resolve("docs/charts/soak-handles.svg"), root.resolve("docs/charts/soak-memory.svg"));
        assertThat(files.get(root.resolve("docs/charts/soak-memory.svg")))
                .contains("Resident memory of a worker", ">sqlite<", ">h2<", ">5<", ">10<", "minutes");
    }

    @Test
    void withoutResultsNothingIsDrawn() throws IOException {
        assertThat(SoakPage.files(root)).isEmpty();
    }

    @Test
    void theChartsThatAreKeptAreWhatTheResultsSay() throws IOException {
        SoakPage.files(Path.of("..")).forEach((file, text) -> assertThat(file).hasContent(text));
    }
}
