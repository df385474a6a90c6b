package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.cli.it.Scene.Stores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A day with jobs that are numbered, not named. */
@Execution(ExecutionMode.CONCURRENT)
class NumberedJobScenarioIT {

    @Scene(on = Stores.IN_TURN)
    void theFirstJobHasNumberOne(CommandLine cli) {
        cli.run("enqueue", "echo Hello World").exits(0).prints("enqueued id=1 cmd=echo Hello World");
    }

    @Scene(on = Stores.IN_TURN)
    void statusShowsTheStatesTheWorkersAndTheNextJob(CommandLine cli) {
        cli.run("config", "set", "backoff_base", "100").exits(0);
        cli.run("enqueue", "sleep 600").exits(0);
        cli.run("enqueue", "exit 1", "--retries", "3").exits(0);
        Running worker = cli.start("worker", "start", "--concurrency", "2").shows("2 workers started");
        cli.jobs().await("1", JobState.PROCESSING);
        cli.jobs().await("2", JobState.FAILED);

        cli.run("status")
                .exits(0)
                .printsLine("Workers: 2 in 1 process")
                .printsLine(" +running 1 .* sleep 600")
                .printsLine(" +1 idle")
                .printsLine("Pending: +0")
                .printsLine("Running: +1")
                .printsLine("Failed: +1")
                .printsLine("Completed: +0")
                .printsLine("Dead: +0")
                .printsLine("Next scheduled: 2 .* exit 1");
        cli.run("jobs")
                .exits(0)
                .printsLine("Running \\(1\\)")
                .printsLine("Failed \\(1\\)")
                .printsLine("1 .*sleep 600");

        cli.run("worker", "stop", "--now").exits(0).prints("gives back 1");
        worker.end().exits(0);
        assertThat(cli.jobs().job("1").state()).isEqualTo(JobState.PENDING);
        cli.run("status").exits(0).printsLine("Workers: 0");
    }

    @Scene
    void nothingIsScheduledInAnEmptyQueue(CommandLine cli) {
        cli.run("status").exits(0).printsLine("Next scheduled: none");
    }

    @Scene
    void aSingleFailureIsEnoughWithOneRetry(CommandLine cli) {
        cli.run("enqueue", "exit 1", "--retries", "1").exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);

        cli.run("dlq").exits(0).printsLine("1 +1 .*exit 1.*");
        cli.run("jobs").exits(0).printsLine("Dead \\(1\\)");
    }

    @Scene
    void theExponentMayCountFromZero(CommandLine cli) {
        cli.run("config", "set", "backoff_exponent", "attempts-1").exits(0);
        cli.run("enqueue", "exit 1", "--retries", "4").exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);

        List<Duration> waits = cli.jobs().waits("1");
        assertThat(waits).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(waits.get(i)).isBetween(Duration.ofSeconds(1L << i), Duration.ofMillis((1_000L << i) + 900));
        }
    }
}
