package io.queuectl.cli.demo;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Style;
import io.queuectl.cli.output.TimeText;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.WakeUps;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The demonstration: two quick jobs, a slow one and a failing one on three workers. Every promise is looked up in the database
 * and timed; nothing is taken for granted.
 */
public final class Play {

    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** A retry may start that much later than its backoff says on a busy machine, and never sooner. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private static final JobId HELLO = JobId.of("hello");
    private static final JobId SLOW = JobId.of("slow");
    private static final JobId WORLD = JobId.of("world");
    private static final JobId BAD = JobId.of("bad");

    private final Stage stage;
    private final Session session;
    private final List<Check> checks = new ArrayList<>();

    private Play(Stage stage, Session session) {
        this.stage = stage;
        this.session = session;
    }

    /** Plays it, with a table of every promise at the end; answers whether all were kept. */
    public static boolean run(Session session) throws IOException, InterruptedException {
        Output output = Output.of(session);
        long start = System.nanoTime();
        List<Check> checks;
        try (Stage stage = Stage.open(
                output.isTable() ? session.out() : session.surroundings().err(),
                output.terminal().interactive())) {
            checks = new Play(stage, session).perform();
        }
        long broken = checks.stream().filter(check -> !check.passed()).count();
        output.line("");
        output.print(checks.stream().map(Check::row).toList(), Check.COLUMNS);
        String took = TimeText.of(Duration.ofNanos(System.nanoTime() - start));
        output.line("");
        output.line(
                broken == 0 ? Style.GREEN : Style.RED,
                broken == 0
                        ? "All of it came out as described, in " + took + "."
                        : broken + " of " + checks.size() + " promises were not kept.");
        return broken == 0;
    }

    private List<Check> perform() throws IOException, InterruptedException {
        stage.say("# Two quick jobs, a slow one, and one that always fails.");
        enqueue(HELLO, "echo hello");
        enqueue(SLOW, "sleep 10");
        enqueue(WORLD, "echo world");
        enqueue(BAD, "exit 1");
        stage.say("\n# Three workers in one process; every line it says is shown below.");
        Process worker = stage.start("worker", "start", "--count", "3");
        try (Session own = session.on("--db", stage.database())) {
            JobStore store = own.storeToRead();
            try (WakeUps wakeUps = store.wakeUps()) {
                watch(store.queries(), wakeUps);
            }
            stage.say("\n# Stop, as from another terminal: the slow job still runs, so the worker waits for it.");
            check("worker stop exits 0", stage.run("worker", "stop"));
            int code = stage.code(worker, PATIENCE);
            check("the worker finishes the slow job and exits 0", code);
            afterwards(store.queries());
        }
        return checks;
    }

    private void enqueue(JobId id, String command) throws IOException, InterruptedException {
        String json = "{\"id\":\"" + id + "\",\"command\":\"" + command + "\"}";
        check("enqueue " + id + " exits 0", stage.run("enqueue", json));
    }

    private void watch(JobQueries queries, WakeUps wakeUps) throws IOException, InterruptedException {
        JobView slow = await(SLOW, job -> job.state() != JobState.PENDING, queries, wakeUps);
        JobView hello = await(HELLO, job -> job.state().isFinished(), queries, wakeUps);
        JobView world = await(WORLD, job -> job.state().isFinished(), queries, wakeUps);
        boolean whileSlow = find(SLOW, queries).state() == JobState.PROCESSING;
        stage.say("\n# Both echoes are done, the slow job runs, the bad one waits for its retry.");
        check("status exits 0", stage.run("status"));
        completed(hello, slow);
        completed(world, slow);
        add("the slow job still runs by then", whileSlow ? "it does" : "it does not", whileSlow);

        stage.say("\n# The bad one fails again after 2 s, and for the last time after 4 s more.");
        JobView bad = await(BAD, job -> job.state().isFinished(), queries, wakeUps);
        dead(bad, queries.attempts(BAD));
        stage.say("");
        check("dlq list exits 0", stage.run("dlq", "list"));
    }

    private void completed(JobView echo, JobView slow) {
        Instant done = echo.finishedAt();
        Instant begun = slow.startedAt();
        boolean soon =
                done != null && begun != null && Duration.between(begun, done).compareTo(Duration.ofSeconds(2)) < 0;
        String when = done == null || begun == null
                ? ""
                : " " + Duration.between(begun, done).toMillis() + " ms after the slow job began";
        add(
                echo.id() + " completes at once, at its first attempt",
                echo.state().text() + when + ", attempts " + echo.counters().attempts(),
                echo.state() == JobState.COMPLETED && soon && echo.counters().attempts() == 1);
    }

    private void dead(JobView bad, List<Attempt> runs) {
        add(
                "bad is dead after 3 attempts",
                bad.state().text() + " after " + bad.counters().attempts(),
                bad.state() == JobState.DEAD && bad.counters().attempts() == 3);
        for (int i = 1; i < runs.size(); i++) {
            Instant ended = runs.get(i - 1).endedAt();
            Duration waited = ended == null
                    ? Duration.ZERO
                    : Duration.between(ended, runs.get(i).startedAt());
            Duration due = Duration.ofSeconds(1L << i);
            add(
                    "its retry " + i + " comes after " + TimeText.of(due),
                    TimeText.of(waited),
                    waited.compareTo(due) >= 0 && waited.compareTo(due.plus(TOLERANCE)) < 0);
        }
    }

    private void afterwards(JobQueries queries) {
        JobView slow = find(SLOW, queries);
        add("the slow job is completed", slow.state().text(), slow.state() == JobState.COMPLETED);
        int processing = queries.list(
                        JobFilter.in(JobState.PROCESSING), PageRequest.first(PageRequest.Order.OLDEST_FIRST, 10))
                .jobs()
                .size();
        add("nothing is left processing", processing + " jobs", processing == 0);
    }

    private static JobView await(JobId id, Predicate<JobView> enough, JobQueries queries, WakeUps wakeUps)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JobView job = find(id, queries);
        while (!enough.test(job) && System.nanoTime() < deadline) {
            wakeUps.await(GLANCE);
            job = find(id, queries);
        }
        return job;
    }

    private static JobView find(JobId id, JobQueries queries) {
        return queries.find(id).orElseThrow(() -> new IllegalStateException("job " + id + " is gone"));
    }

    private void check(String what, int code) {
        add(what, code < 0 ? "it did not end" : "exit code " + code, code == 0);
    }

    private void add(String what, String found, boolean passed) {
        checks.add(new Check(what, found, passed));
    }
}
