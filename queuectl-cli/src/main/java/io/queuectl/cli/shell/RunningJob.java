package io.queuectl.cli.shell;

import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One command from the opening of its gate to its end, followed by the attempt's own thread: no further thread a job, and
 * none that a pipe held open could keep.
 */
final class RunningJob {

    /** How soon after the last output to look for more: an eighth of the silence so far, within these bounds. */
    private static final long SHORTEST_LOOK = 1_000_000;

    private static final long LONGEST_LOOK = 50_000_000;

    /** As if it had been silent that long before it started: most silent commands end before the first look. */
    private static final long SILENCE_BEFORE = 100_000_000;

    /** How long to go on reading from children that outlive the command. */
    private static final Duration LINGER = Duration.ofMillis(250);

    private final Gate gate;
    private final Process process;
    private final JobGroup group;
    private final AttemptContext context;
    private final Output output;
    private final Duration grace;

    private boolean interrupted;

    RunningJob(Gate gate, AttemptContext context, Duration grace, InstantSource clock) {
        this.gate = gate;
        this.process = gate.process();
        this.context = context;
        this.grace = grace;
        group = new JobGroup(gate.stat());
        output = new Output(process, new AttemptLog(context), clock);
    }

    /**
     * Opens the gate and follows the command to its end. However this returns, the command has ended; if early, its whole group has.
     *
     * @return {@code null} if the gate was killed before: nothing ran
     */
    @Nullable
    Outcome follow() throws InterruptedException {
        InputStream stdout = process.getInputStream();
        InputStream stderr = process.getErrorStream();
        // When a process ends, the JDK reads the rest of its pipes into memory and closes them: for ever, if a
        // background child goes on
        // writing, and too soon for one that has yet to finish. It does so under the monitors of the streams, so
        // holding them from
        // before the command can run keeps the reading here, where it is bounded.
        synchronized (stdout) {
            synchronized (stderr) {
                try {
                    return gate.open() ? followToEnd() : null;
                } finally {
                    closeQuietly(stdout);
                    closeQuietly(stderr);
                }
            }
        }
    }

    private Outcome followToEnd() throws InterruptedException {
        boolean ended = false;
        try {
            ended = awaitExit();
        } finally {
            if (!ended) {
                interrupted |= group.end(grace, output::pump);
            }
            readRest(ended);
            output.finish();
        }
        if (interrupted) {
            throw new InterruptedException("the command was ended early");
        }
        if (!ended) {
            return Outcome.failed("cancelled", "the command was ended early");
        }
        int exit = process.exitValue();
        return exit == 0 ? Outcome.completed() : new Outcome.Failed(ExitText.failure(exit, output.lastError()));
    }

    /** @return {@code false} if the attempt was asked to end first */
    private boolean awaitExit() {
        long lastOutput = System.nanoTime() - SILENCE_BEFORE;
        while (process.isAlive()) {
            if (Thread.interrupted()) {
                interrupted = true;
            }
            if (interrupted || context.isCancelled()) {
                return false;
            }
            if (output.pump()) {
                lastOutput = System.nanoTime();
            } else {
                pause((System.nanoTime() - lastOutput) / 8);
            }
        }
        return true;
    }

    /** Waits, but no longer than the process lives. */
    private void pause(long nanos) {
        try {
            process.waitFor(Math.max(SHORTEST_LOOK, Math.min(nanos, LONGEST_LOOK)), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    /**
     * Reads what the pipes still hold. Where the command said something and left children behind, these may be the ones that
     * finish saying it, as in {@code cmd > >(tee log)}: they get a moment.
     */
    private void readRest(boolean maybeMore) {
        long deadline = System.nanoTime() + LINGER.toNanos();
        while (System.nanoTime() < deadline) {
            if (output.pump()) {
                continue;
            }
            if (!maybeMore || !output.saidSomething() || Thread.currentThread().isInterrupted()) {
                return;
            }
            if (group.living().isEmpty()) {
                output.pump();
                return;
            }
            LockSupport.parkNanos(SHORTEST_LOOK);
        }
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing is read from it any more.
        }
    }
}
