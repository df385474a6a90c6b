package io.queuectl.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.benchmarks.race.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {

    @Test
    void aFileWithoutTheHeaderIsRefused(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("other.csv"), "store,figure,unit,round,value\n");
        assertThatThrownBy(() -> Results.in(folder)).hasMessageContaining("does not begin with " + Row.HEADER);
    }

    @Test
    void roundsOfOneFigureAreTakenTogether(@TempDir Path folder) throws Exception {
        Files.write(
                folder.resolve("one.csv"),
                new Invented()
                        .rate("one", "drain", "raw", "k=500", 1000, 3, 1, 2)
                        .lines());
        assertThat(Results.in(folder).where(figure -> true).values())
                .singleElement()
                .satisfies(rounds -> assertThat(rounds.cell()).isEqualTo("2.00 (1.00 – 3.00, n=3)"));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(new Rounds(List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
    }

    @Test
    void aLaterRunStandsForAPhaseAndContendersOfTwoRunsAreNeverCompared() {
        Results results = new Invented()
                .rate("2026-01", "drain", "raw", "k=500", 1000, 10)
                .rate("2026-01", "drain", "quartz", "default", 1000, 1)
                .rate("2026-01", "enqueue-1", "raw", "", 1000, 5)
                .rate("2026-02", "drain", "raw", "k=500", 1000, 20)
                .results();
        assertThat(results.where(figure -> figure.measure().phase().equals("drain"))
                        .values())
                .singleElement()
                .satisfies(rounds -> assertThat(rounds.median()).isEqualTo(20));
        assertThat(results.where(figure -> figure.measure().phase().equals("enqueue-1")))
                .hasSize(1);
    }

    @Test
    void aSweepDoesNotStandForTheRaceItWasFor() {
        Results results = new Invented()
                .rate("race", "drain", "raw", "k=500", 1000, 10)
                .rate("sweep", "drain", "jobrunr", "sweep(workers=64)", 1000, 5)
                .results();
        assertThat(results.where(figure -> true)).hasSize(2);
    }

    @Test
    void withoutAFolderThereAreNone(@TempDir Path folder) throws Exception {
        assertThat(Results.in(folder.resolve("absent")).where(figure -> true)).isEmpty();
    }
}
