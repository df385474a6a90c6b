package io.queuectl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.queuectl.api.Failure;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.JobFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** An executor with one attempt at a time, on real processes in one directory. */
final class ShellRig {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final JobFixtures FIXTURES = new JobFixtures();

    private final Path directory;
    private final ShellExecutor executor;

    private Map<String, String> env = Map.of();
    private String shell = ShellJob.DEFAULT_SHELL;
    private Predicate<String> onNote = noted -> true;

    ShellRig(Path directory) {
        this(directory, Duration.ofSeconds(5));
    }

    ShellRig(Path directory, Duration grace) {
        assumeTrue(
                ProcStat.HAS_PROC && Executables.find("setsid", System.getenv("PATH")) != null,
                "SKIPPED: process groups of shell jobs are tested only where there are /proc and setsid");
        this.directory = directory;
        executor = new ShellExecutor(new ShellSettings(grace, Duration.ofMillis(300)), InstantSource.system());
    }

    ShellRig env(Map<String, String> extra) {
        env = extra;
        return this;
    }

    ShellRig shell(String words) {
        shell = words;
        return this;
    }

    ShellRig onNote(Predicate<String> answer) {
        onNote = answer;
        return this;
    }

    ShellExecutor executor() {
        return executor;
    }

    /** The claim of a job that runs the command in the directory. */
    Claim claim(String command) {
        return FIXTURES.claim()
                .kind(ShellJob.KIND)
                .payload(ShellJob.capture(command, env, directory, shell, System.getenv())
                        .payload())
                .build();
    }

    /** Runs the command to its end. */
    Ended run(String command) throws InterruptedException {
        return run(claim(command));
    }

    Ended run(Claim claim) throws InterruptedException {
        RecordingContext context = new RecordingContext(claim, onNote);
        long start = System.nanoTime();
        Outcome outcome = executor.execute(claim, context);
        return new Ended(outcome, context, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Runs the command on a thread of its own. */
    Started start(String command) {
        Claim claim = claim(command);
        RecordingContext context = new RecordingContext(claim, onNote);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        outcome.complete(executor.execute(claim, context));
                    } catch (Throwable e) {
                        outcome.completeExceptionally(e);
                    }
                },
                "shell-rig");
        thread.start();
        return new Started(claim, context, thread, outcome);
    }

    /** Waits until the command has written that file, and reads it. */
    String read(String file) {
        Path path = directory.resolve(file);
        await().atMost(PATIENCE).until(() -> Files.exists(path) && Files.size(path) > 0);
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    long readPid(String file) {
        return Long.parseLong(read(file));
    }

    boolean exists(String file) {
        return Files.exists(directory.resolve(file));
    }

    static boolean lives(long pid) {
        ProcStat stat = ProcStat.of(pid);
        return stat != null && !stat.dead();
    }

    /** An attempt that ended. */
    record Ended(Outcome outcome, RecordingContext context, Duration took) {

        Ended completes() {
            assertThat(outcome).as("outcome after %s", context.lines()).isEqualTo(Outcome.completed());
            return this;
        }

        Failure fails() {
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            return ((Outcome.Failed) outcome).failure();
        }
    }

    /** An attempt that runs. */
    record Started(Claim claim, RecordingContext context, Thread thread, CompletableFuture<Outcome> outcome) {

        void awaitEnd() {
            await().atMost(PATIENCE).until(() -> outcome.isDone() && !thread.isAlive());
        }

        void interrupt() {
            thread.interrupt();
        }
    }
}
