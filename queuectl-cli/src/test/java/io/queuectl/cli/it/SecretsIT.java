package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is secret is shown by no listing and no error. */
@Execution(ExecutionMode.CONCURRENT)
class SecretsIT {

    private static final String SECRET = "hunter2secret";

    @Scene(on = Scene.Stores.SQLITE_FIRST)
    void noListingShowsTheEnvironmentOfAJob(CommandLine cli) {
        cli.run(
                        "enqueue",
                        "--id",
                        "a",
                        "-e",
                        "TOKEN=" + SECRET,
                        "test \"$TOKEN\" = " + SECRET.substring(0, 3) + "ter2secret")
                .exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);
        for (String command : List.of(
                "list --all",
                "jobs",
                "show a",
                "status",
                "events",
                "dlq",
                "list -o json",
                "show a -o json",
                "events -o ndjson",
                "doctor --debug")) {
            Finished shown = cli.run(command.split(" "));
            // The command itself is no secret: it is what the listing is for.
            assertThat((shown.out() + shown.err()).replace("= " + SECRET, ""))
                    .as(command)
                    .doesNotContain(SECRET);
        }
    }

    /** Only what a command needs is taken from the environment it was enqueued in. */
    @Scene(on = Scene.Stores.SQLITE_FIRST)
    void theEnvironmentIsTakenAlongSparingly(CommandLine cli) {
        cli.with("AWS_SECRET_ACCESS_KEY", SECRET);
        cli.run("enqueue", "--id", "a", "true").exits(0);
        assertThat(new String(cli.jobs().job("a").payload().bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("PATH")
                .doesNotContain(SECRET, "AWS_SECRET");
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void noErrorRepeatsThePasswordOfAUrl(CommandLine cli) {
        for (String url : List.of(
                "postgres://user:" + SECRET + "@127.0.0.1:1/none",
                "postgres://user:" + SECRET + "@127.0.0.1:1/none?nonsense=1",
                "jdbc:postgresql://127.0.0.1:1/none?user=u&password=" + SECRET,
                "jdbc:postgresql://127.0.0.1:x/none?password=" + SECRET,
                "jdbc:postgresql://127.0.0.1:1?user=u&password=" + SECRET,
                "jdbc:postgresql://127.0.0.1:1/a/b?password=" + SECRET,
                "jdbc:postgresql://user:" + SECRET + "@127.0.0.1/d",
                "jdbc:h2:/none/queue;USER=sa;PASSWORD=" + SECRET + ";INIT=SELECT 1",
                "jdbc:h2:/none/queue;PASSWORD=" + SECRET + ";MODE=%%",
                "jdbc:mysql://user:" + SECRET + "@host/db")) {
            for (String command : List.of("list", "doctor", "events", "backup", "enqueue", "migrate")) {
                Finished refused = cli.run(command, "--db", url, "--debug", "x");
                assertThat(refused.code()).as("%s on %s", command, url).isNotZero();
                assertThat(refused.out() + refused.err())
                        .as("%s on %s", command, url)
                        .doesNotContain(SECRET);
            }
        }
    }
}
