package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.it.Scene.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A day with named options and files, signals, missing commands and restarts. */
@Execution(ExecutionMode.CONCURRENT)
class NamedOptionScenarioIT {

    @Scene
    void jobsComeFromOptionsAndFiles(CommandLine cli) throws IOException {
        Files.writeString(cli.directory().resolve("job.json"), "{\"id\": \"job2\", \"command\": \"echo from a file\"}");
        cli.run("enqueue", "--id", "job1", "--cmd", "echo Hello").exits(0).prints("job1");
        cli.run("enqueue", "--file", "job.json").exits(0).prints("job2");
        cli.run("worker", "start", "--until-empty").exits(0);

        cli.run("logs", "job1").exits(0).prints("Hello\n");
        cli.run("logs", "job2").exits(0).prints("from a file\n");
    }

    @Scene
    void theFirstInterruptFinishesWhatRuns(CommandLine cli) {
        cli.run("enqueue", "--id", "short", "--cmd", "sleep 3; echo over").exits(0);
        Running worker = cli.start("worker", "start", "--count", "3").shows("3 workers started");
        cli.jobs().await("short", JobState.PROCESSING);
        worker.signal("INT").end().exits(0);

        assertThat(cli.jobs().job("short").state()).isEqualTo(JobState.COMPLETED);
        assertThat(cli.jobs().count(JobState.PROCESSING)).isZero();
        assertThat(cli.jobs().workers()).isZero();
    }

    @Scene(on = Stores.IN_TURN)
    void theSecondInterruptGivesJobsBackWithoutCostingAnAttempt(CommandLine cli) {
        cli.run("enqueue", "--id", "long", "--cmd", "sleep 600").exits(0);
        Running worker = cli.start("worker", "start").shows("1 worker started").shows("long started");
        worker.signal("INT").shows("once more");
        worker.signal("INT").end(Duration.ofSeconds(20)).exits(130);

        JobView job = cli.jobs().job("long");
        assertThat(job.state()).isEqualTo(JobState.PENDING);
        assertThat(job.counters().attempts()).isZero();
        assertThat(job.counters().releases()).isEqualTo(1);
        assertThat(cli.jobs().attempts("long"))
                .extracting(attempt -> attempt.end())
                .containsExactly(AttemptEnd.RELEASED);
    }

    @Scene(on = Stores.IN_TURN)
    void aDeadJobThatIsRetriedRunsAgainAtOnce(CommandLine cli) {
        cli.run("config", "set", "max-retries", "2").exits(0);
        cli.run("config", "set", "backoff-base", "1").exits(0);
        cli.run("config", "show").exits(0).printsLine("max_retries.*2.*").printsLine("backoff_base.*1.*");
        cli.run("enqueue", "--id", "succeed1", "--cmd", "echo fine").exits(0);
        cli.run("enqueue", "--id", "fail1", "--cmd", "echo broken >&2; exit 3").exits(0);
        Running worker = cli.start("worker", "start", "--count", "2");
        cli.jobs().await("fail1", JobState.DEAD);
        cli.jobs().await("succeed1", JobState.COMPLETED);
        cli.run("dlq", "list").exits(0).printsLine("fail1 .*exit 3.*");

        Instant retried = Instant.now();
        cli.run("dlq", "retry", "fail1").exits(0);
        JobView again =
                cli.jobs().awaitJob("fail1", job -> job.counters().attempts() == 1 || job.state() == JobState.DEAD);
        assertThat(again.startedAt()).isBetween(retried.minusMillis(1), retried.plusSeconds(3));
        worker.signal("INT").end().exits(0);
    }

    @Scene
    void aMissingCommandFailsTheJobAndNotTheWorker(CommandLine cli) {
        cli.run("enqueue", "--id", "typo", "--cmd", "nosuchcmd", "--max-retries", "1")
                .exits(0);
        cli.run("enqueue", "--id", "fine", "--cmd", "echo fine").exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);

        assertThat(cli.jobs().attempts("typo").get(0).failure().exitCode()).isEqualTo(127);
        cli.run("show", "typo").exits(0).printsLine(" +1 .* failed +127 .*not found.*");
        assertThat(cli.jobs().job("fine").state()).isEqualTo(JobState.COMPLETED);
    }

    @Scene
    void aJobOutlivesEveryProcess(CommandLine cli) {
        Running first = cli.start("worker", "start").shows("1 worker started");
        cli.run("worker", "stop", "--wait").exits(0);
        first.end().exits(0);
        cli.run("enqueue", "--id", "kept", "--cmd", "echo kept").exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);

        assertThat(cli.jobs().job("kept").state()).isEqualTo(JobState.COMPLETED);
    }

    @Scene
    void aJobLongerThanTheLeaseRunsOnce(CommandLine cli) throws IOException {
        cli.run("enqueue", "--id", "long", "--cmd", "echo begun >> ran.txt; sleep 20; echo done >> ran.txt")
                .exits(0);
        Running worker = cli.start("worker", "start", "--lease", "2s", "--until-empty");
        Running rival = cli.start("worker", "start", "--lease", "2s").shows("1 worker started");
        worker.end().exits(0);
        rival.signal("TERM").end().exits(0);

        assertThat(Files.readAllLines(cli.directory().resolve("ran.txt"))).containsExactly("begun", "done");
        assertThat(cli.jobs().job("long").counters().losses()).isZero();
    }

    @Scene(on = Stores.IN_TURN)
    void aLogIsFollowedFromAnotherProcessUntilTheJobIsFinished(CommandLine cli) {
        cli.run("enqueue", "--id", "talk", "--cmd", "echo one; sleep 3; echo two")
                .exits(0);
        cli.start("worker", "start", "--until-empty").shows("talk started");
        Running follower = cli.start("logs", "talk", "-f").shows("one");
        await().during(Duration.ofMillis(300)).until(follower::isAlive);

        assertThat(follower.end().exits(0).lines()).containsExactly("one", "two");
        cli.run("wait", "talk").exits(0);
    }
}
