package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobState;
import io.queuectl.cli.it.Scene.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs that are moved by the many, dead letters that are dealt with, and jobs that leave for a file and come back. */
@Execution(ExecutionMode.CONCURRENT)
class ManyJobsScenarioIT {

    @Scene(on = Stores.IN_TURN)
    void jobsAreCancelledRetriedAndDeletedByFilter(CommandLine cli) {
        cli.type("true\ntrue\ntrue\n", "enqueue", "--stdin", "--queue", "media", "--tag", "tenant=acme")
                .exits(0);
        cli.type("true\ntrue\n", "enqueue", "--stdin").exits(0);

        cli.run("cancel", "--queue", "media")
                .exits(0)
                .prints("cancelled 3 jobs")
                .says("3 jobs to cancel");
        cli.run("cancel", "--queue", "media").exits(0).prints("cancelled 0 jobs");
        assertThat(cli.jobs().count(JobState.CANCELLED)).isEqualTo(3);
        assertThat(cli.jobs().count(JobState.PENDING)).isEqualTo(2);
        cli.run("retry", "--all").exits(0).prints("requeued 0 jobs");
        cli.run("retry", "--state", "cancelled", "--tag", "tenant=acme", "-o", "json")
                .exits(0)
                .prints("{\"requeued\":3}");
        assertThat(cli.jobs().count(JobState.PENDING)).isEqualTo(5);
        cli.run("delete", "--kind", "shell", "--queue", "media").exits(0).prints("deleted 3 jobs");
        cli.run("delete", "--all").exits(0).prints("deleted 2 jobs");
    }

    @Scene(on = Stores.IN_TURN)
    void waitingJobsAreChangedByFilter(CommandLine cli) {
        cli.type("true\ntrue\n", "enqueue", "--stdin", "--queue", "media", "--tag", "tenant=acme")
                .exits(0);
        cli.run("enqueue", "true").exits(0);

        cli.run("edit", "--where", "queue=media", "--where", "tag.tenant=acme", "--queue", "slow", "--priority", "4")
                .exits(0)
                .prints("changed 2 jobs")
                .says("2 jobs to change");
        cli.run("list", "--queue", "slow", "-o", "csv")
                .exits(0)
                .printsLine("1,.*,4,slow,.*")
                .printsLine("2,.*");
        cli.run("edit", "--where", "queue=slow", "--command", "false").refuses(2, "of many jobs at once");
        cli.run("edit", "--where", "color=red", "--priority", "1").refuses(2, "color");
        cli.run("edit", "--where", "slow", "--priority", "1").refuses(2, "slow", "FIELD=VALUE");
        cli.run("edit", "1", "--where", "queue=slow", "--priority", "1").refuses(2, "contradict each other");
        cli.run("edit", "--priority", "1").refuses(2, "missing parameter: 'ID'");
    }

    @Scene(on = Stores.IN_TURN)
    void deadLettersAreDrivenThroughAgainOrDropped(CommandLine cli) {
        cli.run("enqueue", "--id", "a", "--retries", "1", "test -e good").exits(0);
        cli.run("enqueue", "--id", "b", "--retries", "1", "--tag", "tenant=acme", "test -e good")
                .exits(0);
        cli.run("enqueue", "--id", "c", "--retries", "1", "exit 1").exits(0);
        cli.run("enqueue", "--id", "d", "--retries", "1", "exit 1").exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);
        assertThat(cli.jobs().count(JobState.DEAD)).isEqualTo(4);
        create(cli.directory().resolve("good"));

        cli.run("dlq", "retry", "--tag", "tenant=acme").exits(0).prints("requeued 1 job\n");
        cli.run("dlq", "drop", "d").exits(0).prints("deleted id=d");
        cli.run("dlq", "retry", "--all").exits(0).prints("requeued 2 jobs");
        cli.run("worker", "start", "--until-empty").exits(0);
        assertThat(Stream.of("a", "b", "c").map(id -> cli.jobs().job(id).state()))
                .containsExactly(JobState.COMPLETED, JobState.COMPLETED, JobState.DEAD);
        assertThat(cli.jobs().attempts("a")).hasSize(2);
        cli.run("dlq", "drop", "a").refuses(4, "a", "completed");
        cli.run("dlq", "drop", "--state", "completed").refuses(2, "dead jobs alone");
        cli.run("dlq", "drop", "--all").exits(0).prints("deleted 1 job\n").says("1 job to delete");
        assertThat(cli.jobs().count()).isEqualTo(2);
    }

    @Scene
    void moreThanAThousandAreNotMovedWithoutAYes(CommandLine cli) {
        cli.type("true\n".repeat(1_001), "enqueue", "--stdin").exits(0);

        cli.run("cancel", "--all").refuses(2, "cancel 1001 jobs");
        assertThat(cli.jobs().count(JobState.PENDING)).isEqualTo(1_001);
        cli.run("cancel", "--all", "--yes").exits(0).prints("cancelled 1001 jobs");
        cli.run("dlq", "drop", "--all").exits(0).prints("deleted 0 jobs");
        cli.run("delete", "--state", "cancelled").refuses(2, "delete 1001 jobs");
    }

    @Scene
    void jobsAreNamedOrDescribedAndNotBoth(CommandLine cli) {
        cli.run("cancel").refuses(2, "missing parameter: 'ID'");
        cli.run("delete", "1", "--queue", "media").refuses(2, "a filter and 1 contradict each other");
        cli.run("retry", "1", "--all").refuses(2, "--all and 1 contradict each other");
        cli.run("cancel", "--state", "asleep").refuses(2, "asleep");
        cli.run("cancel", "--all").exits(0).prints("cancelled 0 jobs");
        assertThat(cli.database()).doesNotExist();
    }

    @Scene(on = Stores.IN_TURN)
    void whatIsPurgedIntoAnArchiveComesBackByImport(CommandLine cli) throws IOException {
        cli.run("enqueue", "--id", "done", "echo 'h\u00e9llo \\n \u001b[1m'").exits(0);
        cli.run("enqueue", "--id", "bad", "--retries", "1", "exit 7").exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);
        cli.run("enqueue", "--id", "waiting", "true").exits(0);
        String before = cli.run("export").exits(0).out();
        String log = cli.run("logs", "done").exits(0).out();

        cli.run("purge", "--state", "completed,dead", "--archive", "old.ndjson")
                .exits(0)
                .prints("deleted 2 jobs")
                .says("2 jobs to delete");
        assertThat(Files.readAllLines(cli.directory().resolve("old.ndjson"))).hasSize(2);
        assertThat(cli.jobs().count()).isEqualTo(1);
        cli.run("import", "old.ndjson").exits(0).prints("imported 2 jobs");
        assertThat(cli.run("export").exits(0).out()).isEqualTo(before);
        assertThat(cli.run("logs", "done").exits(0).out()).isEqualTo(log);
        cli.run("export", "--state", "dead")
                .exits(0)
                .prints("\"id\":\"bad\"", "\"exit_code\":7")
                .printsNot("done");
    }

    @Scene
    void aWorkerKeepsTheNewestAndArchivesTheOthers(CommandLine cli) throws IOException {
        for (int i = 1; i <= 3; i++) {
            cli.run("enqueue", "--id", "j" + i, "true").exits(0);
        }
        cli.run("worker", "start", "--until-empty").exits(0);
        cli.run("config", "set", "completed_retention_count", "1").exits(0);
        Running worker = cli.start("worker", "start", "--archive", "old.ndjson");
        Path old = cli.directory().resolve("old.ndjson");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(old) && Files.readAllLines(old).size() == 2);
        worker.signal("TERM").end().exits(0);

        cli.run("list", "-o", "id").exits(0).printsLine("j3").printsNot("j2");
        cli.run("config", "set", "dead_retention_count", "-1").refuses(2, "dead_retention_count");
    }

    @Scene
    void anArchiveThatCannotBeWrittenKeepsTheJobs(CommandLine cli) {
        cli.run("enqueue", "true").exits(0);

        cli.run("purge", "--yes", "--archive", "missing/old.ndjson").refuses(1, "old.ndjson");
        assertThat(cli.jobs().count()).isEqualTo(1);
        cli.run("purge", "--yes", "--archive", ".").refuses(2, "is a directory");
    }

    @Scene
    void oneBadLineIsNamedAndNothingIsImported(CommandLine cli) {
        cli.run("enqueue", "--id", "a", "true").exits(0);
        String good = cli.run("export").exits(0).out();
        String other = good.replace("\"id\":\"a\"", "\"id\":\"b\"").replace("\"number\":1,", "\"number\":2,");

        for (String bad : List.of(
                "{",
                "[]",
                "\u001b[31mred",
                "{\"format\":2}",
                good.replace("\"format\":1", "\"format\":99").strip(),
                good.replace("\"state\":\"pending\"", "\"state\":\"asleep\"").strip(),
                good.replace("\"state\":\"pending\"", "\"state\":\"completed\"").strip(),
                good.replace("\"state\":\"pending\"", "\"state\":\"processing\"")
                        .strip(),
                good.replace("\"number\":1,", "\"number\":-1,").strip(),
                good.replace("\"number\":1,", "\"number\":99999999999999999999,")
                        .strip(),
                good.replace("\"number\":1,", "\"number\":1,\"extra\":{},").strip(),
                good.replace("\"number\":1,", "\"number\":1,\"number\":2,").strip(),
                good.replace("\"queue\":\"default\"", "\"queue\":\"no such/queue\"")
                        .strip(),
                good.replace("\"id\":\"a\"", "\"id\":\"\"").strip(),
                good.strip() + good.strip(),
                "[".repeat(100_000))) {
            cli.type(other + "\n" + bad + "\n", "import").refuses(2, "standard input, line 3: ");
            assertThat(cli.jobs().count()).as("after %s", bad).isEqualTo(1);
        }
        cli.run("import", "missing.ndjson").refuses(2, "missing.ndjson");
        cli.type(other, "import").exits(0).prints("imported 1 job");
        cli.type(other.replace("shell", "mail"), "import").exits(4).says("error: 1 job not imported", ": b");
        cli.type("", "import").exits(0).prints("imported 0 jobs");
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
