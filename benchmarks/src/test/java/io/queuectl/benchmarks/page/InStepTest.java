package io.queuectl.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever changes the results or how they are drawn runs {@code benchmarks/run Page}. */
final class InStepTest {

    @Test
    void thePageAndItsChartsAreWhatTheResultsSay() throws Exception {
        Drawing drawing = Drawing.of(Path.of(".."));
        Map<Path, String> files = drawing.files();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            assertThat(file.getKey()).hasContent(file.getValue());
        }
        assertThat(drawing.stale(files)).isEmpty();
        assertThat(files.keySet()).allMatch(Files::isRegularFile);
    }
}
