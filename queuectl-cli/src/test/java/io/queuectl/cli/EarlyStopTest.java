package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.StopRequests;
import io.queuectl.cli.frame.Surroundings;
import io.queuectl.cli.frame.Terminals;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StateCount;
import io.queuectl.store.sqlite.SqliteStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker hears of a stop before it can hold a job, and heeds one that came before it worked. */
@Timeout(60)
class EarlyStopTest {

    @TempDir
    Path directory;

    @Test
    void aWorkerThatIsAskedToStopWhileItStartsLeavesNothingHalfDone() throws Exception {
        List<NodeView> working = new ArrayList<>();
        queuectl(StopRequests.NONE, "enqueue", "true");

        ExitCode code = queuectl(
                handler -> {
                    working.addAll(roster());
                    handler.accept(15);
                },
                "worker",
                "start");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(working).isEmpty();
        assertThat(roster()).isEmpty();
        try (JobStore store = SqliteStore.open(directory.resolve("queue.db"))) {
            assertThat(store.queries().counts()).extracting(StateCount::state).doesNotContain(JobState.PROCESSING);
        }
    }

    private List<NodeView> roster() {
        try (JobStore store = SqliteStore.open(directory.resolve("queue.db"))) {
            return store.nodes().roster();
        }
    }

    private ExitCode queuectl(StopRequests stops, String... words) throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return Invocation.of(words)
                .run(new Surroundings(
                        InputStream.nullInputStream(),
                        nowhere,
                        nowhere,
                        Map.of("QUEUECTL_DB", "queue.db", "PATH", String.valueOf(System.getenv("PATH"))),
                        directory,
                        InstantSource.system(),
                        Terminals.NONE,
                        stops));
    }
}
