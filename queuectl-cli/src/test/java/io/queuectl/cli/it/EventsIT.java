package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What happened to a queue, told by its database. */
@Execution(ExecutionMode.CONCURRENT)
class EventsIT {

    @Scene(on = Scene.Stores.IN_TURN)
    void everythingThatHappenedIsTold(CommandLine cli) {
        cli.run("events").refuses(3, "no queue");
        cli.run("config", "set", "backoff_base", "1").exits(0);
        cli.run("enqueue", "--id", "good", "true").exits(0);
        cli.run("enqueue", "--id", "bad", "--max-retries", "2", "--queue", "media", "exit 3")
                .exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);
        cli.jobs().await("bad", JobState.DEAD);
        cli.run("dlq", "retry", "bad").exits(0);
        cli.run("cancel", "bad").exits(0);
        cli.run("pause", "media").exits(0);

        Finished all = cli.run("events", "-o", "ndjson").exits(0);
        assertThat(all.lines().stream().filter(line -> line.contains("\"type\":\"failed\"")))
                .hasSize(2)
                .allMatch(line -> line.contains("\"job\":\"bad\"") && line.contains("exit"));
        all.printsLine(".*\"type\":\"enqueued\",\"job\":\"good\".*");
        all.printsLine(".*\"type\":\"completed\",\"job\":\"good\".*\"attempt\":1.*");
        all.printsLine(".*\"type\":\"moved\",\"job\":\"bad\".*\"detail\":\"requeue\".*");
        all.printsLine(".*\"type\":\"cancelled\",\"job\":\"bad\".*");
        all.printsLine(".*\"type\":\"moved\",.*\"detail\":\"change queue media.*");
        all.printsLine(".*\"type\":\"moved\",.*\"detail\":\"set backoff_base.*");

        cli.run("events", "--job", "good").exits(0).prints("completed").printsNot("bad");
        cli.run("events", "--queue", "media", "--type", "failed,dead")
                .exits(0)
                .prints("bad")
                .printsNot("enqueued");
        cli.run("events", "--since", "2099-01-01T00:00:00Z", "-o", "ndjson")
                .exits(0)
                .printsNothing();
        assertThat(cli.run("events", "--limit", "1", "-o", "ndjson").exits(0).lines())
                .hasSize(1);
    }

    @Scene(on = Scene.Stores.SQLITE_FIRST)
    void whatGoesOnIsToldAsItHappens(CommandLine cli) {
        cli.run("enqueue", "--id", "before", "true").exits(0);
        Running followed = cli.start("events", "-f", "-o", "ndjson").shows("\"before\"");
        cli.run("enqueue", "--id", "after", "true").exits(0);
        followed.shows("\"type\":\"enqueued\",\"job\":\"after\"");
        cli.run("cancel", "after").exits(0);
        followed.shows("\"detail\":\"cancel\"");
        followed.signal("INT").end().exits(130);
    }

    @Scene(on = Scene.Stores.SQLITE_FIRST)
    void badInputIsRefused(CommandLine cli) {
        cli.run("enqueue", "true").exits(0);
        cli.run("events", "--type", "faild").refuses(2, "faild");
        cli.run("events", "--since", "yesterday").refuses(2, "--since", "yesterday");
        cli.run("events", "--limit", "0").refuses(2, "--limit 0");
        cli.run("events", "--job", "../x").refuses(2, "../x");
        cli.run("events", "--queue", "a b").refuses(2, "a b");
        cli.run("events", "-f", "-o", "json").refuses(2, "endless");
    }
}
