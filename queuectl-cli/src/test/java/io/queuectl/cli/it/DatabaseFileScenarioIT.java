package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.it.Scene.Stores;
import io.queuectl.core.backoff.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A day with a named database file: logs, SQL by hand, crashes and timeouts. */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseFileScenarioIT {

    @Scene(on = Stores.SQLITE_ALONE)
    void aPlainCommandRunsOnTheNamedDatabaseAndItsLogIsKept(CommandLine cli) {
        cli.with("QUEUECTL_DB", "queue.db");
        cli.run("enqueue", "echo hello", "--db", "./queue.db").exits(0).prints("1");
        Running worker = cli.start("worker", "start", "--db", "./queue.db");
        cli.jobs().await("1", JobState.COMPLETED);

        cli.run("logs", "1", "--db", "./queue.db").exits(0).prints("hello\n");
        cli.run("status", "--db", "./queue.db").exits(0).printsLine("Completed: +1");
        assertThat(cli.shell("sqlite3 queue.db \"SELECT state, COUNT(*) FROM jobs GROUP BY state\"")
                        .exits(0)
                        .out())
                .isEqualTo("completed|1\n");

        cli.run("--db", "./queue.db", "worker", "stop").exits(0);
        worker.end().exits(0);
    }

    @Scene
    void twoProcessesRunNoJobTwice(CommandLine cli) throws IOException {
        String commands = IntStream.range(0, 20)
                .mapToObj(i -> "echo " + i + " >> ran.txt")
                .collect(Collectors.joining("\n"));
        cli.type(commands, "enqueue", "--stdin").exits(0);
        Running first = cli.start("worker", "start", "--count", "2", "--until-empty");
        Running second = cli.start("worker", "start", "--count", "2", "--until-empty");
        first.end().exits(0);
        second.end().exits(0);

        assertThat(Files.readAllLines(cli.directory().resolve("ran.txt")))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Scene
    void settingsAreListedSetAndKept(CommandLine cli) {
        cli.run("config", "get").exits(0).prints("max_retries", "backoff_base", "lease_seconds");
        cli.run("config", "set", "backoff_base", "3").exits(0);
        cli.run("config", "get", "backoff_base").exits(0).prints("3");
    }

    @Scene(on = Stores.EVERY)
    void aJobWhoseWorkerIsKilledIsFinishedByAnother(CommandLine cli) throws IOException {
        cli.run("enqueue", "--id", "long", "--command", "echo begun >> ran.txt; sleep 12; echo done >> ran.txt")
                .exits(0);
        Running doomed = cli.start("worker", "start", "--lease", "2s");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(cli.directory().resolve("ran.txt")));
        doomed.kill();
        Running heir = cli.start("worker", "start", "--lease", "2s", "--until-empty");
        heir.end().exits(0);

        assertThat(cli.jobs().job("long").state()).isEqualTo(JobState.COMPLETED);
        assertThat(cli.jobs().job("long").counters().losses()).isEqualTo(1);
        assertThat(cli.jobs().attempts("long"))
                .extracting(attempt -> attempt.end())
                .containsExactly(AttemptEnd.LOST, AttemptEnd.COMPLETED);
        assertThat(Files.readAllLines(cli.directory().resolve("ran.txt"))).containsExactly("begun", "begun", "done");
    }

    @Scene
    void aJobThatTakesTooLongFailsAndLeavesNoProcess(CommandLine cli) {
        String marker = "61" + System.nanoTime() % 1_000_000_000;
        cli.run(
                        "enqueue",
                        "--id",
                        "slow",
                        "--timeout",
                        "1s",
                        "--max-retries",
                        "1",
                        "--command",
                        "sleep " + marker + " & sleep " + marker)
                .exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);

        JobView slow = cli.jobs().job("slow");
        assertThat(slow.state()).isEqualTo(JobState.DEAD);
        assertThat(slow.error()).contains("timeout");
        cli.run("show", "slow").exits(0).prints("timed_out", "timeout");
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains("sleep " + marker)))
                .isEmpty();
    }

    @Scene
    void noDelayIsLongerThanFiveMinutes(CommandLine cli) {
        cli.run("enqueue", "--id", "patient", "--command", "false", "--max-retries", "30")
                .exits(0);
        Backoff backoff = Backoff.parse(cli.jobs().job("patient").limits().backoff());

        assertThat(backoff.delayAfter(1, new Random(1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.delayAfter(20, new Random(1))).isEqualTo(Duration.ofMinutes(5));
    }
}
