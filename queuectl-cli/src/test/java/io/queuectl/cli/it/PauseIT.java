package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker is stopped past its lease while its job ends, another takes the job over, and the first wakes up: what it then says about the job
 * is refused.
 */
final class PauseIT {

    private static final int PAUSES = Boolean.getBoolean("queuectl.stress") ? 20 : 3;

    @TempDir
    Path directory;

    @Test
    void whatAPausedWorkerSaysLateIsRefused() {
        try (CommandLine cli = CommandLine.in(directory).with("QUEUECTL_DB", "queue.db")) {
            for (int pause = 1; pause <= PAUSES; pause++) {
                pauseOnce(cli, "job" + pause);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void pauseOnce(CommandLine cli, String id) {
        cli.run("enqueue", "--id", id, "echo $QUEUECTL_TOKEN >> " + id + "; sleep 0.5")
                .exits(0);
        Running paused = cli.start("worker", "start", "-n", "1", "--lease", "1s");
        awaitRuns(id, 1);
        paused.signal("STOP");
        Running other = cli.start("worker", "start", "-n", "1", "--lease", "1s");
        awaitRuns(id, 2);
        other.shows(id + " completed");
        paused.signal("CONT");
        paused.shows("taken over");
        other.signal("TERM").end().exits(0);
        paused.signal("TERM").end().exits(0);
        List<String> tokens = runs(id);
        assertThat(tokens).doesNotHaveDuplicates().hasSize(2);
        cli.run("show", id, "-o", "json").exits(0).prints("\"lost\"", "\"completed\"");
        cli.run("list", "--state", "completed", "-o", "id").exits(0).printsLine(id);
    }

    private void awaitRuns(String id, int count) {
        await("run " + count + " of " + id).atMost(Duration.ofSeconds(60)).until(() -> runs(id).size() >= count);
    }

    private List<String> runs(String id) {
        Path file = directory.resolve(id);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
