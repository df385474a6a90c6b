package io.queuectl.benchmarks.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was set as a goal before anything was measured, beside what came of it. */
final class Goals {

    private static final String[] KEEPING = {"sqlite", "h2", "postgres"};
    private static final Set<String> JAVA = Set.of("db-scheduler", "jobrunr", "quartz");

    /** Peers that keep less of what they were given than queuectl does. */
    private static final Set<String> FORGETFUL = Set.of("bullmq", "plainjob");

    private final List<Goal> goals = new ArrayList<>();

    /**
     * One of them, on one store.
     *
     * @param least whether it is the least that is wanted, not the most
     */
    private record Goal(
            String text, String store, boolean least, double wanted, Function<Medians, OptionalDouble> question) {

        String row(Results results) {
            Stage stage = Stage.named(store);
            OptionalDouble measured = question.apply(new Medians(results, stage));
            return "| %s | %s | %s %s | %s | %s |"
                    .formatted(
                            text,
                            stage.title(),
                            least ? "≥" : "≤",
                            number(wanted),
                            measured.isPresent() ? number(measured.getAsDouble()) : "–",
                            measured.isPresent() ? verdict(measured.getAsDouble()) : "not measured");
        }

        private String verdict(double measured) {
            return (least ? measured >= wanted : measured <= wanted) ? "reached" : "missed";
        }

        private static String number(double value) {
            return value >= 100
                    ? String.format(Locale.ROOT, "%,.0f", value)
                    : String.format(Locale.ROOT, value < 0.1 ? "%.4f" : "%.2f", value);
        }
    }

    static String markdown(Results results) {
        Goals all = new Goals();
        all.rates();
        all.costs();
        all.curves();
        all.latencies();
        all.peers();
        return "| goal | store | wanted | measured | |\n|---|---|---:|---:|---|\n"
                + all.goals.stream().map(goal -> goal.row(results)).collect(Collectors.joining("\n"));
    }

    private void rates() {
        for (String store : KEEPING) {
            least("drain to raw", store, 0.7, medians -> medians.toRaw("drain", "rate"));
            least("enqueue to raw, 1 thread", store, 0.75, medians -> medians.toRaw("enqueue-1", "rate"));
            least(
                    "enqueue to raw, 4 threads",
                    store,
                    store.equals("sqlite") ? 2 : 0.8,
                    medians -> medians.toRaw("enqueue-4", "rate"));
            least("enqueue to raw, bulk", store, 0.7, medians -> medians.toRaw("enqueue-bulk", "rate"));
            least("end to end to raw, 4 producers", store, 0.75, medians -> medians.toRaw("end-to-end-4", "rate"));
        }
        for (String store : new String[] {"sqlite", "postgres"}) {
            least("2 ms jobs on 20 slots, jobs/s", store, 9_000, medians -> medians.own("jobs-2ms", "rate"));
        }
    }

    private void costs() {
        for (String store : KEEPING) {
            most("write transactions a job, draining", store, 0.01, medians -> medians.own("cost", "transactions"));
            most("processor time of a drain to raw", store, 2, medians -> medians.toRaw("cost", "cpu"));
        }
    }

    private void curves() {
        for (String store : KEEPING) {
            least(
                    "1 M waiting, un-analysed, to 100 k",
                    store,
                    0.8,
                    medians -> medians.along("backlog", 1_000_000, 100_000));
            least("beside 1 M finished to none", store, 0.8, medians -> medians.along("finished", 1_000_000, 0));
        }
        least("two processes to one", "sqlite", 0.8, medians -> medians.along("processes", 2, 1));
    }

    private void latencies() {
        for (String store : KEEPING) {
            boolean server = store.equals("postgres");
            most("pick-up in process, p50, ms", store, server ? 2.5 : 1, medians -> medians.own("pick-up-idle", "p50"));
            most("pick-up in process, p99, ms", store, server ? 10 : 3, medians -> medians.own("pick-up-idle", "p99"));
        }
        for (String store : new String[] {"sqlite", "postgres"}) {
            most("pick-up from another process, p50, ms", store, 5, medians -> medians.own("pick-up-across", "p50"));
        }
    }

    private void peers() {
        least(
                "drain to the fastest Java peer",
                "postgres",
                4,
                medians -> medians.toPeers(subject -> JAVA.contains(subject.contender())));
        least(
                "drain to the fastest durable peer",
                "postgres",
                2,
                medians -> medians.toPeers(subject -> !Set.of("raw", "queuectl").contains(subject.contender())
                        && !FORGETFUL.contains(subject.contender())));
        for (String store : new String[] {"sqlite", "h2"}) {
            least(
                    "drain to db-scheduler",
                    store,
                    store.equals("sqlite") ? 40 : 5,
                    medians -> medians.toPeers(subject -> subject.contender().equals("db-scheduler")));
        }
    }

    private void least(String text, String store, double wanted, Function<Medians, OptionalDouble> question) {
        goals.add(new Goal(text, store, true, wanted, question));
    }

    private void most(String text, String store, double wanted, Function<Medians, OptionalDouble> question) {
        goals.add(new Goal(text, store, false, wanted, question));
    }
}
