package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobState;
import io.queuectl.cli.it.Scene.Stores;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A day with schedules. */
@Execution(ExecutionMode.CONCURRENT)
class ScheduleScenarioIT {

    @Scene(on = Stores.IN_TURN)
    void aScheduleEnqueuesAtEveryTickUntilItIsPaused(CommandLine cli) {
        Running worker = cli.start("worker", "start", "-n", "2").shows("2 workers started");
        cli.run("schedule", "add", "beat", "--every", "1s", "echo", "tick")
                .exits(0)
                .printsLine("scheduled name=beat next=20.*Z");
        await().atMost(Duration.ofSeconds(20)).until(() -> cli.jobs().count(JobState.COMPLETED) >= 3);
        cli.run("schedule", "pause", "beat").exits(0).printsLine("paused name=beat");
        cli.run("schedule", "list").exits(0).printsLine("beat +every PT1S +paused .*beat:20.*echo tick");
        String lastTick = lastTick(cli);
        cli.run("schedule", "run", "beat").exits(0).printsLine("enqueued id=beat:now-[0-9]+");
        worker.shows("beat:now-");
        assertThat(lastTick(cli)).as("after the pause").isEqualTo(lastTick);
        cli.run("schedule", "remove", "beat").exits(0).printsLine("removed name=beat");
        cli.run("schedule").exits(0).says("no schedules");
        worker.signal("TERM").end().exits(0);

        assertThat(cli.jobs().count(JobState.COMPLETED)).isGreaterThanOrEqualTo(4);
        assertThat(cli.jobs().count(JobState.DEAD)).isZero();
    }

    private static String lastTick(CommandLine cli) {
        String json = cli.run("schedule", "list", "-o", "ndjson").exits(0).out();
        return json.strip().replaceFirst(".*\"last_tick\":\"([^\"]*)\".*", "$1");
    }

    @Scene
    void aScheduleIsShownWithWhatComesAndChangedByItsName(CommandLine cli) {
        cli.run(
                        "schedule",
                        "add",
                        "nightly",
                        "--cron",
                        "30 2 * * MON-FRI",
                        "--zone",
                        "Europe/Berlin",
                        "--missed",
                        "all:3",
                        "--overlap",
                        "wait",
                        "--jitter",
                        "90s",
                        "--queue",
                        "reports",
                        "--priority",
                        "7",
                        "--max-retries",
                        "2",
                        "--",
                        "backup",
                        "my files")
                .exits(0);
        cli.run("schedule", "show", "nightly")
                .exits(0)
                .printsLine("Command   backup 'my files'")
                .printsLine("Fires     cron 30 2 \\* \\* MON-FRI in Europe/Berlin")
                .printsLine("Missed    all:3, overlap wait")
                .printsLine("Queue     reports, priority 7")
                .printsLine("Jitter    up to 90000 ms")
                .printsLine("Next      20..-..-..T02:30\\+0[12]:00");
        cli.run("schedule", "show", "nightly", "-o", "json")
                .exits(0)
                .prints("\"name\":\"nightly\"")
                .prints("\"next_ticks\":[{\"at\":\"20");
        cli.run("schedule", "add", "nightly", "--cron", "@daily", "--zone", "UTC", "true", "-o", "json")
                .exits(0)
                .prints("\"spec\":\"cron @daily in UTC\"")
                .prints("T00:00:00Z\"");
        cli.run("schedule", "list", "-o", "id").exits(0).printsLine("nightly");
        cli.run("schedule", "pause", "nightly").exits(0);
        cli.run("schedule", "resume", "nightly", "-o", "json").exits(0).prints("\"result\":\"resumed\"");
        cli.run("schedule", "run", "other").refuses(3, "schedule other not found");
        cli.run("schedule", "remove", "other").refuses(3, "schedule other not found");
        cli.run("schedule", "show", "other").refuses(3, "schedule other not found");
    }

    @Scene
    void tagsUniqueKeyAndGroupAreKept(CommandLine cli) {
        cli.run(
                        "schedule",
                        "add",
                        "poll",
                        "--every",
                        "1h",
                        "--tag",
                        "tenant=acme",
                        "--unique",
                        "poll",
                        "--group",
                        "api",
                        "--group-running",
                        "2",
                        "true")
                .exits(0);
        cli.run("schedule", "list", "-o", "json")
                .exits(0)
                .prints("\"tags\":\"tenant=acme\"", "\"unique_key\":\"poll\"", "\"group\":\"api\"");
        cli.run("schedule", "run", "poll").exits(0);
        cli.run("list", "--tag", "tenant=acme", "-o", "id").exits(0).printsLine("poll:now-.*");
        cli.run("schedule", "add", "bad", "--every", "1h", "{\"command\":\"true\",\"after\":\"x\"}")
                .refuses(2, "waits for other jobs");
    }

    @Scene
    void aTimeThatClocksLeaveOutOrShowTwiceIsTakenWithAWarning(CommandLine cli) {
        cli.run("enqueue", "--run-at", "2027-03-28T02:30[Europe/Berlin]", "--id", "gap", "x")
                .exits(0)
                .says("does not exist in Europe/Berlin, where clocks go forward: 2027-03-28T03:00+02:00 is taken");
        cli.run("enqueue", "{\"id\":\"twice\",\"command\":\"x\",\"run_at\":\"2027-10-31T02:30[Europe/Berlin]\"}")
                .exits(0)
                .says("comes twice in Europe/Berlin, where clocks go back: 2027-10-31T02:30+02:00 is taken");
        cli.run("enqueue", "--run-at", "2027-07-01T02:30[Europe/Berlin]", "--id", "plain", "x")
                .exits(0);

        assertThat(cli.jobs().job("gap").runAt()).hasToString("2027-03-28T01:00:00Z");
        assertThat(cli.jobs().job("twice").runAt()).hasToString("2027-10-31T00:30:00Z");
        assertThat(cli.jobs().job("plain").runAt()).hasToString("2027-07-01T00:30:00Z");
    }
}
