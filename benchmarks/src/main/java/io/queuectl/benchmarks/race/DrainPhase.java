package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.contender.Contender;
import io.queuectl.benchmarks.contender.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A backlog of jobs that is worked off. Timed from the first start of a handler until the database holds none that is not finished, or until the first jobs
 * of a large backlog have run.
 *
 * @param curve its sizes
 * @param order what is drained at a scale and size
 */
record DrainPhase(
        String name,
        Function<Scale, List<Integer>> curve,
        BiFunction<Scale, Integer, Order> order,
        Function<Database, Boolean> where)
        implements Phase {

    private static final int MOST_OF_PEERS = 1_000_000;
    private static final Set<String> OWN = Set.of("raw", "queuectl");

    /** Jobs that do nothing; and what each costs, as a phase of its own name. */
    static DrainPhase plain() {
        return new DrainPhase(
                "drain", scale -> List.of(scale.jobs()), (scale, size) -> Order.of(size), database -> true);
    }

    /** Jobs that wait for 2 ms each, on 20 slots: 10,000 a second would be ideal. */
    static DrainPhase slow() {
        Workload workload = new Workload(20, 0, Duration.ofMillis(2));
        return new DrainPhase(
                "jobs-2ms",
                scale -> List.of(scale.slowJobs()),
                (scale, size) -> new Order(workload, 0, size, size),
                database -> true);
    }

    /** The first jobs of a backlog that was loaded at once and never analysed. */
    static DrainPhase backlog() {
        return new DrainPhase(
                "backlog",
                scale -> scale.curves().backlogs(),
                (scale, size) -> new Order(Workload.NOTHING, 0, size, Math.min(size, scale.first())),
                database -> database != Database.H2_MEMORY);
    }

    /** Beside jobs that finished in the last month. */
    static DrainPhase finished() {
        return new DrainPhase(
                "finished",
                scale -> scale.curves().finished(),
                (scale, size) -> new Order(Workload.NOTHING, size, scale.jobs(), scale.jobs()),
                database -> database != Database.H2_MEMORY);
    }

    /** Spread over queues that are served by the same slots. */
    static DrainPhase queues() {
        return new DrainPhase(
                "queues",
                scale -> scale.curves().queues(),
                (scale, size) -> {
                    Workload spread = new Workload(0, size, Duration.ZERO);
                    return new Order(spread, 0, scale.jobs(), scale.jobs());
                },
                database -> true);
    }

    @Override
    public List<Integer> sizes(Scale scale) {
        return curve.apply(scale);
    }

    @Override
    public boolean fits(Database database) {
        return where.apply(database);
    }

    /** Beside more than a million finished jobs the peers are not measured: some keep kilobytes of each. */
    @Override
    public boolean takes(Contender contender, int size) {
        return !name.equals("finished") || size <= MOST_OF_PEERS || OWN.contains(contender.name());
    }

    @Override
    public void run(Course course) throws Exception {
        Order wanted = order.apply(course.scale(), course.size());
        Drained drained = Drained.run(course, wanted);
        course.put(this, "rate", "jobs/s", drained.rate());
        course.put(this, "jobs", "jobs", drained.jobs());
        if (drained.filled() < wanted.jobs()) {
            course.put(this, "filled", "jobs", drained.filled());
        }
        if (drained.capped()) {
            course.put(this, "cap", "s", course.scale().cap().toNanos() / 1e9);
        }
        if (name.equals("drain")) {
            for (Map.Entry<String, Double> cost : drained.costs().entrySet()) {
                if (course.contender().isMetered(cost.getKey())) {
                    course.sink().put("cost", cost.getKey(), Meter.unit(cost.getKey()), cost.getValue());
                }
            }
        }
    }
}
