package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.cli.it.Scene.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs that wait for each other, and jobs of which one runs at a time. */
@Execution(ExecutionMode.CONCURRENT)
class FlowScenarioIT {

    @Scene(on = Stores.IN_TURN)
    void aJobRunsAfterTheOneItNames(CommandLine cli) {
        cli.run("enqueue", "--id", "first", "sleep 0.2; echo first >> order").exits(0);
        cli.run("enqueue", "--id", "second", "--after", "first", "echo second >> order")
                .exits(0);
        assertThat(cli.jobs().job("second").state()).isEqualTo(JobState.BLOCKED);
        cli.run("show", "second").exits(0).printsLine("State +blocked").printsLine("After +first, pending .*cancel.*");
        cli.start("worker", "start", "-n", "4", "--until-empty").end().exits(0);

        assertThat(cli.jobs().job("second").state()).isEqualTo(JobState.COMPLETED);
        cli.run("show", "second").exits(0).printsLine("After +first, completed");
    }

    @Scene
    void whatBecomesOfAJobWhoseParentDiesIsForItToSay(CommandLine cli) {
        cli.run("enqueue", "--id", "bad", "--retries", "0", "exit 1").exits(0);
        cli.run("enqueue", "--id", "cancelled", "--after", "bad", "true").exits(0);
        cli.run("enqueue", "--id", "goes-on", "--after", "bad", "--if-failed", "continue", "true")
                .exits(0);
        cli.run("enqueue", "--id", "dies", "--after", "bad", "--if-failed", "dead", "true")
                .exits(0);
        cli.run("enqueue", "--id", "waits", "--after", "bad,goes-on", "--if-failed", "wait", "true")
                .exits(0);
        cli.start("worker", "start", "--until-empty").end().exits(0);

        assertThat(cli.jobs().job("cancelled").state()).isEqualTo(JobState.CANCELLED);
        assertThat(cli.jobs().job("goes-on").state()).isEqualTo(JobState.COMPLETED);
        assertThat(cli.jobs().job("dies").state()).isEqualTo(JobState.DEAD);
        assertThat(cli.jobs().job("waits").state()).isEqualTo(JobState.BLOCKED);
        cli.run("show", "cancelled").exits(0).prints("job 1, which it was to run after, ended dead");
        cli.run("status").exits(0).printsLine("Blocked: +1");
        cli.run("list", "--state", "blocked").exits(0).prints("waits");
    }

    @Scene(on = Stores.IN_TURN)
    void aBatchIsAddedInOneGoAndFollowed(CommandLine cli) throws Exception {
        Path steps = cli.directory().resolve("steps.json");
        Files.writeString(steps, """
                {"command": "cat a b > both", "after": ["one", "two"]}
                {"step": "one", "command": "echo 1 > a"}
                {"step": "two", "command": "echo 2 > b"}
                """);
        cli.run("batch", "--file", steps.toString(), "--when-completed", "cp both done", "--when-ended", "touch ended")
                .exits(0)
                .says("enqueued 5 jobs");
        cli.start("worker", "start", "-n", "3", "--until-empty").end().exits(0);

        assertThat(cli.directory().resolve("done")).hasContent("1\n2\n");
        assertThat(cli.directory().resolve("ended")).exists();
        assertThat(cli.jobs().count(JobState.COMPLETED)).isEqualTo(5);
    }

    @Scene
    void aBlockedJobIsNotCarriedOver(CommandLine cli) {
        cli.run("enqueue", "--id", "parent", "--delay", "1h", "true").exits(0);
        cli.run("enqueue", "--id", "child", "--after", "parent", "true").exits(0);

        cli.run("copy", "--to", cli.directory().resolve("other.db").toString())
                .refuses(4, "cannot carry over job child: it is blocked");
        cli.run("export").refuses(4, "cannot carry over job child: it is blocked");
        cli.run("purge", "--state", "blocked", "--yes", "--archive", "gone.ndjson")
                .says("cannot carry over job child: it is blocked");
        assertThat(cli.jobs().job("child").state()).isEqualTo(JobState.BLOCKED);
    }

    @Scene
    void wrongBatchesAreRefusedAndAddNothing(CommandLine cli) {
        cli.run(
                        "batch",
                        "[{\"step\":\"a\",\"command\":\"true\",\"after\":\"b\"},{\"step\":\"b\",\"command\":\"true\",\"after\":\"a\"}]")
                .refuses(2, "wait for each other in a circle: a, b");
        cli.run("batch", "[{\"step\":\"a\",\"command\":\"true\"},{\"step\":\"a\",\"command\":\"true\"}]")
                .refuses(2, "two jobs of the batch are the step");
        cli.run("batch", "[{\"command\":\"true\"},{\"command\":\"true\",\"after\":\"nobody\"}]")
                .refuses(3, "nobody");
        cli.run("enqueue", "{\"step\":\"a\",\"command\":\"true\"}")
                .refuses(2, "names a job for others of its batch")
                .says("queuectl batch");
        cli.run("enqueue", "--after", "nobody", "true").refuses(3, "nobody");
        cli.run("enqueue", "--if-failed", "dead", "true")
                .refuses(2, "--if-failed")
                .says("--after");
        cli.run("enqueue", "--id", "x", "true").exits(0);
        cli.run("enqueue", "--after", "x", "--if-failed", "explode", "true").refuses(2, "explode");
        cli.run("enqueue", "--after", "x", "--group", "g", "true").refuses(2, "contradict");
        cli.run("enqueue", "--group-running", "3", "true").refuses(2, "--group");
        cli.run("enqueue", "--id", "self", "--after", "self", "true").refuses(2, "waits for");

        assertThat(cli.jobs().count(JobState.PENDING)).isEqualTo(1);
        assertThat(cli.jobs().count(JobState.BLOCKED)).isZero();
    }

    @Scene(on = Stores.IN_TURN)
    void jobsOfAGroupRunOneAfterTheOther(CommandLine cli) throws Exception {
        for (int i = 1; i <= 4; i++) {
            cli.run(
                            "enqueue",
                            "--group",
                            "g",
                            "mkdir lock && echo " + i + " >> order && sleep 0.1 && rmdir lock",
                            "--retries",
                            "0")
                    .exits(0);
        }
        cli.start("worker", "start", "-n", "4", "--until-empty").end().exits(0);

        assertThat(cli.directory().resolve("order")).hasContent("1\n2\n3\n4\n");
        assertThat(cli.jobs().count(JobState.COMPLETED)).isEqualTo(4);
    }
}
