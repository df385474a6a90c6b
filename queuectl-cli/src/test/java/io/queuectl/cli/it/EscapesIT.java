package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nothing that a job is, says or fails with reaches a terminal as something else than letters. */
@Execution(ExecutionMode.CONCURRENT)
class EscapesIT {

    private static final String TITLE = "\u001b]0;owned\u0007\u001b[31m\u009b2J\u202e";

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void listingsAndTheTalkOfWorkersHoldNoControlCharacters(CommandLine cli) {
        cli.with("QUEUECTL_DB", "queue.db").with("TITLE", TITLE);
        cli.shell(
                        "queuectl enqueue --id a --max-retries 1 -- echo \"$TITLE\" && queuectl enqueue --id b --max-retries 1 \"echo '$TITLE' >&2; exit 3\"")
                .exits(0);

        Finished worker = cli.run("worker", "start", "--until-empty").exits(0);
        requireLetters(worker);
        cli.jobs().await("b", JobState.DEAD);

        for (String command : List.of(
                "list",
                "jobs",
                "dlq",
                "status",
                "events",
                "metrics",
                "queues",
                "worker list",
                "doctor",
                "show a",
                "show b",
                "list -o json",
                "export",
                "events -o ndjson")) {
            requireLetters(cli.run(command.split(" ")));
        }
        assertThat(cli.run("logs", "a").exits(0).out()).as("bytes for programs").contains(TITLE);
    }

    /** Of a row that somebody edited, in what a library logs. */
    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void whatIsLoggedHoldsNoControlCharacters(CommandLine cli) {
        cli.with("QUEUECTL_DB", "queue.db").with("TITLE", TITLE);
        cli.run("enqueue", "--id", "a", "true").exits(0);
        cli.run("enqueue", "--id", "b", "true").exits(0);
        cli.shell(
                        "sqlite3 queue.db \"UPDATE job SET kind = '$TITLE' WHERE name = 'a'; UPDATE job SET name = '$TITLE' WHERE name = 'b'\"")
                .exits(0);
        Running worker = cli.start("worker", "start", "--debug").shows("unreadable-job-skipped");
        requireLetters(worker.signal("TERM").end());
        requireLetters(cli.run("list"));
        requireLetters(cli.run("doctor"));
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void whatIsTypedWrongIsRepeatedInLetters(CommandLine cli) {
        for (String option : List.of("--id", "--queue", "--run-at", "--priority", "--tag", "--nonsense")) {
            Finished refused = cli.run("enqueue", option, TITLE.replace("\u009b", ""), "true")
                    .exits(2);
            requireLetters(refused);
        }
        requireLetters(cli.run("list", "--db", "\u001b[31m.db"));
        requireLetters(cli.run("\u001b[31m"));
    }

    private static void requireLetters(Finished finished) {
        String shown = finished.out() + finished.err();
        assertThat(shown.codePoints().filter(letter -> letter != '\n' && letter != '\t'))
                .as("output of %s", finished.command())
                .noneMatch(letter -> Character.isISOControl(letter) || letter == 0x202e);
    }
}
