package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.cli.it.Scene.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        cli.run("worker", "start", "-n", "4", "--until-empty").exits(0);

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
        cli.run("worker", "start", "--until-empty").exits(0);

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
        cli.run("worker", "start", "-n", "3", "--until-empty").exits(0);

        assertThat(cli.directory().resolve("done")).hasContent("1\n2\n");
        assertThat(cli.directory().resolve("ended")).exists();
        assertThat(cli.jobs().count(JobState.COMPLETED)).isEqualTo(5);
    }

    @Scene
    void jobsThatWaitAreCarriedOverAndGoOnThere(CommandLine cli) throws IOException {
        seedTied(cli);
        String other = cli.directory().resolve("other.db").toString();
        cli.run("copy", "--to", other)
                .exits(0)
                .printsLine("blocked +2 +2 +0 +2")
                .says("the counts agree");
        cli.run("copy", "--to", other).exits(0).printsLine("blocked +2 +0 +2 +2");

        cli.run("show", "child", "--db", other).exits(0).printsLine("After +parent, pending .*dead.*");
        cli.run("show", "second", "--db", other)
                .exits(0)
                .printsLine("Group +g, waits for a place: 1 of 1 taken, 1 waiting");
        cli.run("show", "first", "--db", other).exits(0).printsLine("Unique +k, unfinished");
        cli.run("enqueue", "--db", other, "--unique", "k", "true").exits(0).prints("first");
        cli.run("worker", "start", "--until-empty", "--db", other).exits(0);
        cli.run("status", "--db", other).exits(0).printsLine("Completed: +4");
    }

    @Scene
    void whatIsExportedWaitsForTheSameJobsWhereItIsImported(CommandLine cli) throws IOException {
        seedTied(cli);
        String all = cli.run("export").exits(0).out();
        List<String> lines = all.lines().sorted().toList();
        Path file = Files.write(cli.directory().resolve("jobs.ndjson"), lines);
        String other = cli.directory().resolve("other.db").toString();
        cli.run("import", file.toString(), "--db", other).exits(0).prints("imported 4 jobs");
        assertThat(cli.run("export", "--db", other).exits(0).out().lines().sorted())
                .containsExactlyElementsOf(lines);
        cli.run("import", file.toString(), "--db", other).exits(0).prints("4 were there before");

        String alone = cli.directory().resolve("alone.db").toString();
        Path blocked = Files.writeString(
                cli.directory().resolve("blocked.ndjson"),
                cli.run("export", "--state", "blocked").exits(0).out());
        cli.run("import", blocked.toString(), "--db", alone).exits(0).prints("imported 2 jobs");
        cli.run("show", "child", "--db", alone)
                .exits(0)
                .printsLine("State +dead")
                .prints("job parent, which it was to run after, did not come along");
        cli.run("show", "second", "--db", alone).exits(0).printsLine("State +pending");
    }

    private static void seedTied(CommandLine cli) {
        cli.run("enqueue", "--id", "parent", "true").exits(0);
        cli.run("enqueue", "--id", "child", "--after", "parent", "--if-failed", "dead", "true")
                .exits(0);
        cli.run("enqueue", "--id", "first", "--group", "g", "--unique", "k", "true")
                .exits(0);
        cli.run("enqueue", "--id", "second", "--group", "g", "true").exits(0);
    }

    @Scene
    void aGroupIsMadeLargerWhileItsJobsWait(CommandLine cli) {
        for (int i = 1; i <= 4; i++) {
            cli.run("enqueue", "--group", "api", "--delay", "1h", "true").exits(0);
        }
        cli.run("show", "4").exits(0).printsLine("Group +api, waits for a place: 1 of 1 taken, 3 waiting");
        cli.run("limit", "--group", "api", "--running", "3").exits(0).prints("group api running=3");
        assertThat(cli.jobs().count(JobState.BLOCKED)).isEqualTo(1);
        cli.run("show", "2", "-o", "json").exits(0).prints("\"group\"", "\"api\"", "\"group_running\"");

        cli.run("limit", "--group", "nobody", "--running", "3").refuses(3, "nobody");
        cli.run("limit", "--group", "api", "--rate", "1/s").refuses(2, "group");
        cli.run("limit", "--group", "api", "media", "--running", "1").refuses(2, "a queue and a group");
        cli.run("limit", "--running", "1").refuses(2, "no queue");
    }

    @Scene
    void afterIsEnqueueAfterInTheOrderOfSpeaking(CommandLine cli) {
        cli.run("enqueue", "--id", "a", "true").exits(0);
        cli.run("enqueue", "--id", "b", "true").exits(0);
        cli.run("after", "a", "b", "--id", "c", "--if-failed", "continue", "--", "echo", "both  done")
                .exits(0)
                .prints("enqueued id=c cmd=echo 'both  done'");
        cli.run("show", "c")
                .exits(0)
                .printsLine("State +blocked")
                .printsLine("After +a, pending .*continue.*")
                .printsLine("After +b, pending .*continue.*");
        cli.run("after", "a", "make report").refuses(2, "no command follows --");
        cli.run("after", "--", "true").refuses(2, "no job to wait for");
        cli.run("after", "nobody", "--", "true").refuses(3, "nobody");
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
        cli.run("worker", "start", "-n", "4", "--until-empty").exits(0);

        assertThat(cli.directory().resolve("order")).hasContent("1\n2\n3\n4\n");
        assertThat(cli.jobs().count(JobState.COMPLETED)).isEqualTo(4);
    }
}
