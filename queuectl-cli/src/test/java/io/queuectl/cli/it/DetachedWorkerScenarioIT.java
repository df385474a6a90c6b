package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.it.Scene.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A day with a worker in the background: priorities, schedules, metrics and the JSON of a job. */
@Execution(ExecutionMode.CONCURRENT)
class DetachedWorkerScenarioIT {

    @Scene(on = Stores.IN_TURN)
    void aWorkerInTheBackgroundWorksOnUntilItIsStopped(CommandLine cli) throws IOException {
        cli.run("config", "set", "worker_mode", "detached").exits(0);
        cli.run("clear", "--yes").exits(0);
        cli.run("enqueue", "--id", "hello", "--command", "echo hello").exits(0);
        long pid = Long.parseLong(
                cli.run("worker", "start", "--count", "1").exits(0).lines().get(0));
        try {
            assertThat(ProcessHandle.of(pid)).isPresent();
            cli.jobs().await("hello", JobState.COMPLETED);
            cli.run("list", "--state", "completed").exits(0).prints("hello");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.workerLog())))
                    .isEqualTo("rw-------");

            cli.run("enqueue", "--id", "bad", "--command", "exit 7", "--max-retries", "2")
                    .exits(0);
            cli.jobs().await("bad", JobState.DEAD);
            cli.run("dlq", "list").exits(0).prints("bad", "exit 7");
            cli.run("dlq", "retry", "bad").exits(0);
            cli.jobs().awaitJob("bad", job -> job.state() == JobState.FAILED);
            cli.run("worker", "stop", "--wait", "--timeout", "20s").exits(0).prints("pid " + pid);
        } finally {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Scene(on = Stores.IN_TURN)
    void theHigherPriorityIsListedAndRunFirst(CommandLine cli) {
        cli.run("enqueue", "--id", "p1", "--command", "true", "--priority", "1").exits(0);
        cli.run("enqueue", "--id", "p2", "--command", "true", "--priority", "10")
                .exits(0);

        assertThat(cli.run("list", "--state", "pending", "-o", "id").exits(0).lines())
                .containsExactly("p2", "p1");
        // One at a time: of two that start together neither is the first, and on PostgreSQL two lanes number their
        // claims.
        cli.run("worker", "start", "--count", "1", "--until-empty").exits(0);
        assertThat(cli.jobs().job("p2").startedAt())
                .isBefore(cli.jobs().job("p1").startedAt());
    }

    @Scene
    void aScheduledJobStartsWhenItIsDueAndNotBefore(CommandLine cli) {
        Instant due = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
        cli.run("enqueue", "--id", "later", "--command", "echo now", "--run-at", due.toString())
                .exits(0);
        cli.run("status").exits(0).printsLine("Next scheduled: later .*");
        cli.run("worker", "start", "--until-empty").exits(0);

        JobView later = cli.jobs().job("later");
        assertThat(later.state()).isEqualTo(JobState.COMPLETED);
        assertThat(later.startedAt()).isBetween(due, due.plusSeconds(2));
    }

    @Scene
    void fiveWorkersRunOneJobOnce(CommandLine cli) throws IOException {
        cli.run("enqueue", "echo line >> lines.txt").exits(0);
        cli.run("worker", "start", "--count", "5", "--until-empty").exits(0);

        assertThat(Files.readAllLines(cli.directory().resolve("lines.txt"))).containsExactly("line");
    }

    @Scene(on = Stores.IN_TURN)
    void metricsAndTheJsonOfAJobCarryTheDocumentedNames(CommandLine cli) {
        cli.run("enqueue", "--id", "quick", "--command", "sleep 0.2").exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);

        cli.run("metrics")
                .exits(0)
                .printsLine(" *completed +1")
                .printsLine(" *pending +0")
                .printsLine(" *average duration \\(ms\\) +[0-9]+")
                .printsLine(" *min duration \\(ms\\) +[0-9]+")
                .printsLine(" *max duration \\(ms\\) +[0-9]+");
        cli.run("metrics", "-o", "json").exits(0).prints("\"completed_count\":1", "\"average_duration_ms\":");
        cli.run("list", "-o", "json")
                .exits(0)
                .prints(
                        "\"id\":\"quick\"",
                        "\"command\":\"sleep 0.2\"",
                        "\"state\":\"completed\"",
                        "\"attempts\":1",
                        "\"max_retries\":3",
                        "\"priority\":0",
                        "\"next_run_at\":null",
                        "\"started_at\":\"2",
                        "\"finished_at\":\"2",
                        "\"duration_ms\":");
    }

    @Scene
    void settingsAreSetAndListed(CommandLine cli) {
        cli.run("config", "set", "max_retries", "7").exits(0);
        cli.run("config", "get", "max_retries").exits(0).prints("7");
        cli.run("config", "list").exits(0).printsLine("max_retries.*7.*");
    }
}
