package io.queuectl.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.benchmarks.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RaceTest {

    private static final Scale TINY = new Scale(
            1,
            60,
            20,
            20,
            Duration.ofMillis(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            2,
            new Scale.Curves(List.of(60), List.of(0, 100), List.of(1), List.of(1, 3)));

    /** PostgreSQL is raced by hand: {@code benchmarks/run Race --smoke}. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
    void rawAndQueuectlAndDbSchedulerRunAndKeepTheirPromises(Database database, @TempDir Path folder) throws Exception {
        Options options = new Options(
                List.of(database),
                List.of("drain", "enqueue-4", "finished", "queues"),
                List.of("raw", "queuectl", "db-scheduler"),
                List.of(),
                TINY,
                "test");
        try (Sheet sheet = Sheet.create(folder, "test")) {
            assertThat(Race.run(options, sheet)).isEmpty();
            assertThat(sheet.rows())
                    .extracting(row -> row.phase() + " " + row.contender() + " " + row.metric())
                    .contains(
                            "drain raw rate",
                            "drain queuectl rate",
                            "drain db-scheduler rate",
                            "cost queuectl cpu",
                            "enqueue-4 queuectl rate",
                            "queues queuectl rate");
            assertThat(sheet.rows()).allSatisfy(row -> assertThat(row.round()).isEqualTo(1));
        }
    }
}
