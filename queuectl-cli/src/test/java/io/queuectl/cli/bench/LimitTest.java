package io.queuectl.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.cli.bench.Figures.Drained;
import io.queuectl.cli.bench.Figures.Enqueued;
import io.queuectl.cli.bench.Figures.Floor;
import io.queuectl.cli.bench.Figures.PickUp;
import io.queuectl.core.spi.ScratchDatabase.Kind;
import io.queuectl.core.spi.StoreInfo;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {

    @ParameterizedTest
    @CsvSource({
        // A file with a sync a commit, one whose syncs are nearly free, one that syncs nothing.
        "SYNCED_FILES, 9000, 7600, 90000, 5700, SYNC",
        "SYNCED_FILES, 200, 195, 90000, 190, SYNC",
        "SYNCED_FILES, 90000, 16000, 90000, 9000, PROCESSOR",
        "FILES, , 40000, 90000, 30000, PROCESSOR",
        // A server at hand, one a millisecond away, one that commits faster than jobs can be made.
        "SERVER, , 1900, 15000, 1400, COMMIT",
        "SERVER, , 415, 476, 400, NETWORK",
        "SERVER, , 9000, 60000, 2500, PROCESSOR"
    })
    void itIsWhatAnEnqueueWaitsForLongest(
            Kind kind, Double syncs, double commits, double reads, double one, Limit expected) {
        assertThat(Limit.of(figures(kind, syncs, commits, reads, one, 1.4))).isEqualTo(expected);
    }

    @Test
    void theSentenceHoldsTheFiguresItIsDrawnFrom() {
        Figures disk = figures(Kind.SYNCED_FILES, 9_000.0, 7_600, 90_000, 5_700, 1.44);

        assertThat(Limit.of(disk).sentence(disk))
                .startsWith(
                        "Enqueueing one job at a time is limited by the disk, which syncs 9,000 times a second, to 5,700 a second;")
                .contains("16 threads enqueue 17,000", "1000 jobs a call 400,000", "drains 150,000 with 1.4 of ")
                .endsWith(" cores busy.");
        assertThat(Limit.of(disk).sentence(figures(Kind.SYNCED_FILES, 9_000.0, 7_600, 90_000, 5_700, Double.NaN)))
                .endsWith("drains 150,000.");
        assertThat(Limit.NETWORK.sentence(figures(Kind.SERVER, null, 415, 476, 400, 1)))
                .contains("a read is done no more than 476 times");
        assertThat(Limit.COMMIT.sentence(figures(Kind.SERVER, null, 1_900, 15_000, 1_400, 1)))
                .contains("of which it makes 1,900");
    }

    private static Figures figures(Kind kind, Double syncs, double commits, double reads, double one, double cores) {
        return new Figures(
                kind,
                new StoreInfo("SQLite", "3", 1, "survives a power cut", "here"),
                new Floor(syncs, commits, reads),
                new Enqueued(one, 2 * one, 17_000, 400_000),
                new Drained(150_000, cores),
                new PickUp(Duration.ofMillis(1), Duration.ofMillis(3), 100));
    }
}
