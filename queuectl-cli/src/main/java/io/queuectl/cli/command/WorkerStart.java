package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.Numbers;
import io.queuectl.cli.input.Setting;
import io.queuectl.cli.input.Settings;
import io.queuectl.cli.shell.SpawnMechanism;
import io.queuectl.cli.worker.DetachedWorker;
import io.queuectl.cli.worker.ForegroundWorker;
import io.queuectl.cli.worker.Sharing;
import io.queuectl.cli.worker.WorkerPlan;
import io.queuectl.core.spi.JobStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl worker start}: works on jobs in this process, or with {@code --detach} in one of its own. */
@Command(description = "Start workers: one process that runs several jobs at once.")
final class WorkerStart implements Action {

    private static final int MOST = 1_000;
    private static final int MOST_WEIGHT = 1_000_000;
    private static final Duration LEAST_LEASE = Duration.ofSeconds(1);
    private static final Duration MOST_LEASE = Duration.ofHours(1);

    @Option(
            names = {"-n", "--count", "--concurrency", "-c"},
            paramLabel = "N",
            description = "How many jobs run at once (default: 1); with --queue, of each queue without a number.")
    private String count = "1";

    @Option(
            names = {"-q", "--queue"},
            paramLabel = "QUEUE[=N]",
            description = "Only jobs of this queue, N at once; may be repeated (default: every queue).")
    private List<String> queues = new ArrayList<>();

    @Option(
            names = "--weight",
            paramLabel = "QUEUE=W",
            description = "Queues that share the -n slots by weight: of two with work, 3 to 1; may be repeated.")
    private List<String> weights = new ArrayList<>();

    @Option(
            names = "--strict",
            paramLabel = "QUEUE,QUEUE",
            split = ",",
            description = "Queues that share the -n slots in this order: one only while none before it has work.")
    private List<String> strict = new ArrayList<>();

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            description = "Append jobs to that file before retention deletes them; a file for each worker.")
    private @Nullable String archive;

    @Option(
            names = {"-d", "--detach"},
            description = "Run in the background: print the pid and return.")
    private boolean detach;

    @Option(names = "--foreground", description = "Run in this terminal, whatever the setting worker_mode says.")
    private boolean foreground;

    @Option(
            names = "--lease",
            paramLabel = "DURATION",
            description = "How long jobs of this worker are left alone after its last sign of life (default: config).")
    private @Nullable String lease;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "How long a stop waits for running jobs before it gives them back (default: for ever).")
    private @Nullable String grace;

    @Option(
            names = {"--until-empty", "--drain"},
            description = "Stop when no job is waiting or running any more.")
    private boolean untilEmpty;

    @Option(names = "--name", paramLabel = "NAME", description = "What status calls it (default: host and pid).")
    private @Nullable String name;

    @Option(
            names = {"--quiet"},
            description = "Say nothing about single jobs.")
    private boolean quiet;

    @Override
    public ExitCode run(Session session) throws InterruptedException {
        SpawnMechanism.choose();
        WorkerPlan plan = plan(session);
        JobStore store = session.storeToWrite();
        Settings settings =
                Settings.of(store.admin().settings(), session.surroundings().variables());
        boolean detached = detach || settings.text(Setting.WORKER_MODE).equals("detached");
        if (!detached || foreground) {
            return new ForegroundWorker(session, plan, store, settings).run();
        }
        Path log = log(session);
        long pid = new DetachedWorker(store, session.secretLocation(), log).start(plan);
        session.say(plan.workers() + (plan.workers() == 1 ? " worker" : " workers")
                + " started in the background; its log is " + log);
        session.out().println(pid);
        return ExitCode.OK;
    }

    private WorkerPlan plan(Session session) {
        if (detach && foreground) {
            throw Refusal.usage("--detach and --foreground exclude each other", "give one of them");
        }
        Map<String, Integer> slots = new LinkedHashMap<>();
        queues.forEach(queue -> addTo(slots, queue));
        Duration patience = grace == null ? null : Durations.parse("--grace", grace);
        return new WorkerPlan(
                name,
                slots("--count", count),
                slots,
                sharing(slots),
                archive == null ? null : JobFiles.path("--archive", archive, session),
                lease(),
                patience,
                untilEmpty,
                quiet);
    }

    private Sharing sharing(Map<String, Integer> others) {
        if (!weights.isEmpty() && !strict.isEmpty()) {
            throw Refusal.usage("--weight and --strict exclude each other", "start two workers, or give one of them");
        }
        Map<String, Integer> weighed = new LinkedHashMap<>();
        for (String typed : weights) {
            int equals = typed.indexOf('=');
            if (equals < 0) {
                throw Refusal.usage("--weight " + Printable.quoted(typed) + " lacks a number", "like --weight mail=3");
            }
            String queue = QueueNames.parse(typed.substring(0, equals)).text();
            int weight = (int) Numbers.whole("--weight " + queue, typed.substring(equals + 1), 1, MOST_WEIGHT);
            requireOnce("--weight", queue, weighed.put(queue, weight) == null && !others.containsKey(queue));
        }
        List<String> inOrder = new ArrayList<>();
        for (String typed : strict) {
            String queue = QueueNames.parse(typed).text();
            requireOnce("--strict", queue, !inOrder.contains(queue) && !others.containsKey(queue));
            inOrder.add(queue);
        }
        return new Sharing(weighed, inOrder);
    }

    private static void requireOnce(String option, String queue, boolean once) {
        if (!once) {
            throw Refusal.usage(option + " " + Printable.quoted(queue) + " is given twice", "name each queue once");
        }
    }

    private @Nullable Duration lease() {
        if (lease == null) {
            return null;
        }
        Duration typed = Durations.parsePositive("--lease", lease);
        if (typed.compareTo(LEAST_LEASE) < 0 || typed.compareTo(MOST_LEASE) > 0) {
            throw Refusal.usage(
                    "--lease " + Printable.quoted(lease) + " is not within 1s to 1h",
                    "a lease must outlive three heartbeats and end soon after a crash: 15s is a good one");
        }
        return typed;
    }

    private static void addTo(Map<String, Integer> slots, String typed) {
        int equals = typed.indexOf('=');
        String queue = equals < 0 ? typed : typed.substring(0, equals);
        int own = equals < 0 ? 0 : slots("--queue " + queue, typed.substring(equals + 1));
        if (slots.put(QueueNames.parse(queue).text(), own) != null) {
            throw Refusal.usage("--queue " + Printable.quoted(queue) + " is given twice", "name each queue once");
        }
    }

    private static int slots(String what, String text) {
        return (int) Numbers.whole(what, text, 1, MOST);
    }

    /** Beside the database; where that is no file, in the working directory. */
    private static Path log(Session session) {
        String location = session.secretLocation();
        return location.startsWith("/")
                ? Path.of(location + ".worker.log")
                : session.surroundings().directory().resolve("queuectl.worker.log");
    }
}
