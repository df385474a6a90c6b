package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.it.Scene.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A day with jobs written as JSON, a foreground worker, retries and the dead-letter queue. */
@Execution(ExecutionMode.CONCURRENT)
class JsonJobScenarioIT {

    private static final String JOB0 = "{\"id\":\"job0\",\"command\":\"echo hi\"}";
    private static final String FAILJOB = "{\"id\":\"failjob\",\"command\":\"false\"}";

    @Scene(on = Stores.EVERY)
    void fiveWorkersCompleteOneJobAndRetryTheOtherUntilItIsDead(CommandLine cli) {
        cli.run("enqueue", JOB0).exits(0).prints("job0");
        cli.run("enqueue", FAILJOB).exits(0).prints("failjob");

        Running worker = cli.start("worker", "start", "--count", "5").shows("5 workers started");
        JobView job0 = cli.jobs().await("job0", JobState.COMPLETED);
        JobView failjob = cli.jobs().await("failjob", JobState.DEAD);

        assertThat(job0.counters().attempts()).isEqualTo(1);
        assertThat(failjob.counters().attempts()).isEqualTo(3);
        List<Duration> waits = cli.jobs().waits("failjob");
        assertThat(waits).hasSize(2);
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(waits.get(1)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(Duration.between(cli.jobs().attempts("failjob").get(0).startedAt(), failjob.finishedAt()))
                .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(9));

        cli.run("list", "--state", "dead")
                .exits(0)
                .printsLine("ID +STATE +ATTEMPTS .*CREATED AT.* COMMAND")
                .printsLine("failjob +dead +3 .* false");
        cli.run("dlq", "list").exits(0).printsLine("failjob +3 .*exit 1.*");
        cli.run("worker", "stop").exits(0).prints("pid " + worker.pid());
        worker.end().exits(0);

        cli.run("dlq", "retry", "failjob").exits(0);
        assertThat(cli.jobs().job("failjob").state()).isEqualTo(JobState.PENDING);
        assertThat(cli.jobs().job("failjob").counters().attempts()).isZero();
        cli.run("list", "--state", "pending").exits(0).printsLine("failjob +pending +0 .* false");
    }

    @Scene(on = Stores.IN_TURN)
    void statusCountsWorkersAndJobs(CommandLine cli) {
        cli.run("enqueue", JOB0).exits(0);
        Running worker = cli.start("worker", "start", "--count", "2").shows("2 workers started");
        cli.jobs().await("job0", JobState.COMPLETED);

        cli.run("status")
                .exits(0)
                .printsLine("Workers: 2 .*")
                .printsLine("Pending: +0")
                .printsLine("Completed: +1");

        cli.run("worker", "stop", "--wait").exits(0);
        worker.end().exits(0);
        cli.run("status").exits(0).printsLine("Workers: 0");
    }

    @Scene(on = Stores.IN_TURN)
    void settingsReachTheJobsEnqueuedAfterwards(CommandLine cli) {
        cli.run("enqueue", JOB0).exits(0);
        cli.run("config", "set", "max_retries", "5").exits(0);
        cli.run("config", "set", "base_backoff", "3").exits(0);
        cli.run("enqueue", FAILJOB).exits(0);

        JobView before = cli.jobs().job("job0");
        JobView after = cli.jobs().job("failjob");
        assertThat(before.limits().maxAttempts()).isEqualTo(3);
        assertThat(after.limits().maxAttempts()).isEqualTo(5);
        assertThat(after.limits().backoff()).isNotEqualTo(before.limits().backoff());
    }

    @Scene(on = Stores.SQLITE_ALONE)
    void theDemonstrationComesOutAsDescribed(CommandLine cli) {
        cli.run("demo").exits(0).prints("All of it came out as described").printsNot("FAILED");
    }

    @Scene(on = Stores.EVERY)
    void twoWorkerProcessesRunEachOfTwoHundredJobsOnce(CommandLine cli) throws IOException {
        String commands = IntStream.range(0, 200)
                .mapToObj(i -> "echo " + i + " >> ran.txt")
                .collect(Collectors.joining("\n"));
        cli.type(commands, "enqueue", "--stdin").exits(0);

        Running first = cli.start("worker", "start", "--count", "4", "--until-empty");
        Running second = cli.start("worker", "start", "--count", "4", "--until-empty");
        first.end().exits(0);
        second.end().exits(0);

        assertThat(cli.jobs().count(JobState.COMPLETED)).isEqualTo(200);
        assertThat(Files.readAllLines(cli.directory().resolve("ran.txt")))
                .hasSize(200)
                .doesNotHaveDuplicates();
    }
}
