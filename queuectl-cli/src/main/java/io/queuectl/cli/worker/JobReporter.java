package io.queuectl.cli.worker;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import io.queuectl.api.JobEvent;
import io.queuectl.api.JobListener;
import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.output.Style;
import io.queuectl.cli.output.Terminal;
import io.queuectl.cli.output.TimeText;
import io.queuectl.core.spi.JobExecutor;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person what happens to the jobs of this worker, a line each at start and end. The engine's threads only hand lines
 * over: a terminal that was paused pauses no job. Thread-safe.
 */
final class JobReporter implements JobListener, AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Terminal terminal;
    private final InstantSource clock;
    private final boolean quiet;
    private final LineWriter writer;
    private final RunNotes notes;
    private final Tally tally = new Tally();

    JobReporter(PrintStream err, Terminal terminal, InstantSource clock, boolean quiet, JobExecutor executor) {
        this.terminal = terminal;
        this.clock = clock;
        this.quiet = quiet;
        this.writer = new LineWriter(err);
        this.notes = new RunNotes(executor, this::started);
    }

    /** The executor to give to the engine. */
    JobExecutor executor() {
        return notes;
    }

    Tally tally() {
        return tally;
    }

    int running() {
        return notes.running();
    }

    /** Tells something about the worker itself. */
    void say(String line) {
        writer.write(stamp(clock.instant()) + Printable.line(line));
    }

    @Override
    public void on(JobEvent event) {
        if (event instanceof JobEvent.Settled settled) {
            notes.take(settled.token()).ifPresent(run -> settled(settled, run));
        } else if (event instanceof JobEvent.LeaseLost lost) {
            notes.take(lost.token())
                    .ifPresent(run -> line(
                            lost.at(),
                            Style.YELLOW,
                            run,
                            "was taken over by another worker: what became of it here does not count"));
        }
    }

    @Override
    public void close() {
        writer.close();
    }

    private void started(RunNotes.Run run) {
        String attempt = run.attempt() == 1 ? "" : " (attempt " + run.attempt() + " of " + run.maxAttempts() + ")";
        line(clock.instant(), Style.DIM, run, "started" + attempt + ": " + run.command());
    }

    private void settled(JobEvent.Settled event, RunNotes.Run run) {
        String took = TimeText.of(Duration.between(event.startedAt(), event.at()));
        if (event.end() == AttemptEnd.RELEASED) {
            tally.returned.increment();
            line(event.at(), Style.YELLOW, run, "given back after " + took + "; this cost no attempt");
            return;
        }
        if (event.end() == AttemptEnd.SNOOZED) {
            tally.returned.increment();
            line(
                    event.at(),
                    Style.YELLOW,
                    run,
                    "put off after " + took + until(", due again in ", event) + "; this cost no attempt");
            return;
        }
        switch (event.to()) {
            case COMPLETED -> {
                tally.completed.increment();
                line(event.at(), Style.GREEN, run, "completed in " + took);
            }
            case DEAD -> {
                tally.dead.increment();
                line(event.at(), Style.RED, run, "is dead after attempt " + run.attempt() + reason(event.failure()));
            }
            case CANCELLED -> {
                tally.cancelled.increment();
                line(event.at(), Style.YELLOW, run, "cancelled after " + took);
            }
            default -> {
                tally.retried.increment();
                line(event.at(), Style.YELLOW, run, "failed after " + took + retry(event) + reason(event.failure()));
            }
        }
    }

    private static String retry(JobEvent.Settled event) {
        return event.to() == JobState.FAILED ? until(", retries in ", event) : "";
    }

    private static String until(String words, JobEvent.Settled event) {
        Instant next = event.nextRunAt();
        return next == null ? "" : words + TimeText.of(Duration.between(event.at(), next));
    }

    private static String reason(@Nullable Failure failure) {
        return failure == null ? "" : ": " + failure.message();
    }

    private void line(Instant at, Style style, RunNotes.Run run, String what) {
        if (!quiet) {
            writer.write(stamp(at) + terminal.styled(style, Printable.line(run.job() + " " + what)));
        }
    }

    private String stamp(Instant at) {
        return terminal.interactive()
                ? TIME.format(at.atZone(ZoneId.systemDefault())) + " "
                : at.truncatedTo(ChronoUnit.MILLIS) + " ";
    }
}
