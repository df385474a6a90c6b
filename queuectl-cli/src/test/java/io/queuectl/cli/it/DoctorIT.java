package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is wrong is found, said in a line with its remedy, and put right where that can be done by rule. */
@Execution(ExecutionMode.CONCURRENT)
class DoctorIT {

    @Scene(on = Scene.Stores.IN_TURN)
    void aSoundQueueIsSaidToBeSound(CommandLine cli) {
        cli.run("doctor").refuses(3, "no queue");
        cli.run("enqueue", "--id", "a", "echo a").exits(0);
        cli.run("batch").exits(2);

        Finished looked = cli.run("doctor", "-o", "ndjson").exits(0);

        assertThat(looked.lines()).allMatch(line -> line.startsWith("{\"severity\":\"info\""));
        looked.prints("\"code\":\"version\"", "\"code\":\"durability\"", "\"code\":\"clock\"");
        cli.run("list", "-o", "id").exits(0).prints("a");
    }

    @Scene(on = Scene.Stores.IN_TURN)
    void whatAKilledWorkerHeldIsFoundAndGivenBack(CommandLine cli) {
        cli.run("enqueue", "--id", "a", "sleep 60").exits(0);
        Running worker = cli.start("worker", "start", "--count", "1", "--lease", "4s");
        cli.jobs().await("a", JobState.PROCESSING);
        worker.kill();
        worker.end();

        cli.run("doctor").exits(1).prints("error", "-node", "holds 1 job");
        assertThat(cli.jobs().job("a").state()).isEqualTo(JobState.PROCESSING);

        cli.run("doctor", "--fix").exits(0).says("fixed: 1 dead worker", "fixed: 1 job of dead workers given back");
        assertThat(cli.jobs().job("a").state()).isEqualTo(JobState.PENDING);
        assertThat(cli.jobs().job("a").counters().losses()).isEqualTo(1);
        cli.run("doctor").exits(0);
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void rowsEditedPastQueuectlAreFound(CommandLine cli) {
        cli.with("QUEUECTL_DB", "queue.db");
        for (String id : List.of("odd", "parent", "first", "second", "third")) {
            cli.run(
                            id.matches("odd|parent")
                                    ? new String[] {"enqueue", "--id", id, "true"}
                                    : new String[] {"enqueue", "--id", id, "--group", "g", "true"})
                    .exits(0);
        }
        cli.run("enqueue", "--id", "child", "--after", "parent", "true").exits(0);
        cli.run("enqueue", "--id", "grandchild", "--after", "child", "true").exits(0);
        cli.run("doctor").exits(0);

        sql(cli, "UPDATE job SET kind = '' WHERE name = 'odd'");
        sql(cli, "DELETE FROM job WHERE name IN ('parent', 'first')");
        sql(cli, "UPDATE tally SET jobs = 7; INSERT INTO tally VALUES ('t', 3)");

        Finished found =
                cli.run("doctor").exits(1).prints("odd-row", "blocked-for-ever", "group-places", "wrong-count");
        assertThat(found.lines()).noneMatch(line -> line.contains("\\u"));
        assertThat(cli.jobs().job("child").state()).isEqualTo(JobState.BLOCKED);

        cli.run("doctor", "--fix")
                .exits(1)
                .prints("odd-row", "wrong-count")
                .printsNot("blocked-for-ever", "group-places")
                .says("fixed: 1 job cancelled", "fixed: 1 group counted again");
        assertThat(cli.jobs().job("child").state()).isEqualTo(JobState.CANCELLED);
        assertThat(cli.jobs().job("grandchild").state()).isEqualTo(JobState.CANCELLED);
        assertThat(cli.jobs().job("second").state()).isEqualTo(JobState.PENDING);
        assertThat(cli.jobs().job("third").state()).isEqualTo(JobState.BLOCKED);
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void filesAreLookedAtFromOutside(CommandLine cli) {
        cli.with("QUEUECTL_DB", "queue.db");
        cli.run("enqueue", "--id", "a", "echo a").exits(0);

        cli.shell("chmod 666 queue.db").exits(0);
        cli.run("doctor").exits(1).prints("error", "file-mode", "chmod 600");
        cli.shell("chmod 640 queue.db").exits(0);
        cli.run("doctor").exits(1).prints("warning", "file-mode");
        cli.shell("chmod 600 queue.db && chmod 777 .").exits(0);
        cli.run("doctor").exits(1).prints("folder-mode");
        cli.shell("chmod 700 .").exits(0);
        cli.run("doctor").exits(0);

        // A page that is not read to open the database.
        cli.shell("page=$(sqlite3 queue.db \"SELECT rootpage - 1 FROM sqlite_master WHERE name = 'attempt_job'\")"
                        + " && dd if=/dev/zero of=queue.db bs=4096 count=1 conv=notrunc seek=$page")
                .exits(0);
        cli.run("doctor").exits(1).prints("error", "damaged", "restore a backup");
    }

    private static void sql(CommandLine cli, String statement) {
        cli.shell("sqlite3 queue.db \"PRAGMA ignore_check_constraints = ON; " + statement + "\"")
                .exits(0);
    }
}
