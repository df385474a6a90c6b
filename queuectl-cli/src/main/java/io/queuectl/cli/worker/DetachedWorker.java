package io.queuectl.cli.worker;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A worker in the background: a process of its own in a session of its own, so that neither the end of this terminal nor its
 * Ctrl+C reaches it. What it says goes to a file beside the database that only its owner can read.
 */
public final class DetachedWorker {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LARGEST_LOG = 10_000_000;

    private final JobStore store;
    private final String location;
    private final Path log;

    /**
     * @param store to see the new worker appear on
     * @param location of the database, absolute, with its secrets
     * @param log what the worker says is appended there
     */
    public DetachedWorker(JobStore store, String location, Path log) {
        this.store = store;
        this.location = location;
        this.log = log;
    }

    /** Starts it and returns its pid once it is ready to be seen and stopped by others. */
    public long start(WorkerPlan plan) throws InterruptedException {
        Process process;
        if (Files.isSymbolicLink(log)) {
            throw new Refusal(
                    ExitCode.PERMISSION,
                    "the log " + log + " is a symbolic link, which somebody else may have put there",
                    "remove it, or run the worker with --foreground and its output where you like");
        }
        try {
            prepareLog();
            ProcessBuilder builder = new ProcessBuilder(command(plan))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Not as an argument: those are there for every user of the host to see, and this may hold a password.
            builder.environment().put("QUEUECTL_DB", location);
            process = builder.start();
        } catch (IOException failed) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "cannot start a worker in the background: " + failed.getMessage(),
                    "queuectl worker start --foreground runs it in this terminal",
                    failed);
        }
        awaitReady(process);
        return process.pid();
    }

    private static List<String> command(WorkerPlan plan) {
        List<String> arguments = new ArrayList<>(List.of("worker", "start", "--foreground"));
        arguments.addAll(plan.options());
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        } else {
            command.add("nohup");
        }
        command.addAll(SelfCommand.of("", arguments));
        return command;
    }

    private void awaitReady(Process process) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new Refusal(
                        ExitCode.FAILED,
                        "the worker ended at once with exit code " + process.exitValue(),
                        "the reason is in " + log);
            }
            if (store.nodes().roster().stream()
                    .anyMatch(node -> node.info().host().pid() == process.pid())) {
                return;
            }
        }
        throw new Refusal(
                ExitCode.FAILED,
                "the worker with pid " + process.pid() + " did not report within " + PATIENCE.toSeconds() + " s",
                "the reason may be in " + log);
    }

    private void prepareLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
