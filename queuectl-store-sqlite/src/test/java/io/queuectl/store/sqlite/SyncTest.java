package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.testkit.cost.Phase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a job makes the disk sync, as strace sees it in a process of its own: no more often than it may, and, where a call has returned, no less often
 * than durability wants. Skipped where there is no strace, but not where the environment variable {@code CI} is true.
 */
class SyncTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void requireStrace() {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "strace")));
        if (!there) {
            String why = "no strace on the PATH: the syncs of a job are not counted";
            assertThat(Boolean.parseBoolean(System.getenv("CI"))).as(why).isFalse();
            Assumptions.abort(why);
        }
    }

    /** One a commit, and two or three a checkpoint, of which there is one in a hundred commits or more. */
    @Test
    void eachEnqueueSyncsOnce() throws Exception {
        assertThat(syncsOfAJob(Phase.ENQUEUE, "thrifty")).isBetween(1.0, 1.05);
    }

    @Test
    void aBulkAndADrainSyncAsOftenAsTheyCommit() throws Exception {
        assertThat(syncsOfAJob(Phase.ENQUEUE_IN_BULK, "thrifty")).isBetween(0.001, 0.01);
        assertThat(syncsOfAJob(Phase.DRAIN, "thrifty")).isBetween(0.001, 0.03);
    }

    @Test
    void aStoreThatWastesIsFoundOut() throws Exception {
        assertThat(syncsOfAJob(Phase.ENQUEUE, "wasteful")).isGreaterThan(1.05);
        assertThat(syncsOfAJob(Phase.DRAIN, "wasteful")).isGreaterThan(0.03);
    }

    private double syncsOfAJob(Phase phase, String store) throws IOException, InterruptedException {
        String name = UUID.randomUUID().toString();
        Path trace = Files.createFile(folder.resolve(name + ".trace"));
        Process process = new ProcessBuilder(
                        "strace",
                        "--follow-forks",
                        "--seccomp-bpf",
                        "--trace=fsync,fdatasync",
                        "--output=" + trace,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SyncedWorkload.class.getName(),
                        trace.toString(),
                        folder.resolve(name + ".db").toString(),
                        phase.name(),
                        store)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return Double.parseDouble(said) / phase.jobs();
    }
}
