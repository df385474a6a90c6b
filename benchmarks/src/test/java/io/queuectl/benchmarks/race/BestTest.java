package io.queuectl.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.contender.Axis;
import io.queuectl.benchmarks.contender.DbScheduler;
import io.queuectl.benchmarks.contender.Tuning;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BestTest {

    private static final Tuning TUNING = new Tuning("fetch", Map.of(Axis.WORKERS, 50));

    @Test
    void whatASweepKeepsALaterRaceReads(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("best.properties");
        Best.read(file).keep(Database.POSTGRES, new DbScheduler(), TUNING);
        Best later = Best.read(file);
        assertThat(later.of(Database.POSTGRES, new DbScheduler())).contains(TUNING);
        assertThat(later.of(Database.H2, new DbScheduler())).isEmpty();
        assertThat(Field.on(Database.POSTGRES, later, "db-scheduler"::equals))
                .extracting(contender -> contender.name() + " " + contender.setting())
                .containsExactly("db-scheduler default", "db-scheduler best(fetch workers=50)");
    }
}
