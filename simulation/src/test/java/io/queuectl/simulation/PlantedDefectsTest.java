package io.queuectl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.simulation.Simulation.Finding;
import io.queuectl.simulation.check.HistoryCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks see what is wrong: each planted defect breaks its invariant within 1,000 seeds. The page docs/reliability.md lists them. */
class PlantedDefectsTest {

    private static final int MOST_SEEDS = 1_000;
    private static final Path PAGE = Path.of("..", "docs", "reliability.md");

    @ParameterizedTest
    @EnumSource(PlantedDefect.class)
    void aPlantedDefectIsFound(PlantedDefect defect) {
        Optional<Finding> finding = Seeds.first(defect.simulation(), defect.invariant(), 1, MOST_SEEDS);
        assertThat(finding).isPresent();
    }

    @Test
    void thePageListsEachDefectAndNoOther() throws IOException {
        String rows = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| store |") || line.startsWith("| engine |"))
                .map(line -> line.replaceAll("\\| [0-9,]+ \\|$", "|"))
                .collect(Collectors.joining("\n"));
        assertThat(rows)
                .isEqualTo(Arrays.stream(PlantedDefect.values())
                        .map(PlantedDefectsTest::row)
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void eachInvariantHasADefectThatBreaksIt() {
        assertThat(Arrays.stream(PlantedDefect.values()).map(PlantedDefect::invariant))
                .containsAll(
                        IntStream.rangeClosed(1, HistoryCheck.count()).boxed().toList());
    }

    private static String row(PlantedDefect defect) {
        return "| " + defect.where() + " | " + defect.text() + " | " + defect.invariant() + " "
                + HistoryCheck.name(defect.invariant()) + " |";
    }
}
