package io.queuectl.benchmarks;

import java.time.Duration;
import java.util.List;

/** Everything there is to say of each store, in one run: prints a table for docs/performance.md and keeps every value. */
final class Stores {

    private static final int SLOTS = 4;

    private Stores() {}

    /**
     * How much of everything.
     *
     * @param rounds of drains and enqueueing, one more is not counted
     * @param enqueue how long each contender enqueues
     */
    private record Size(
            int drain, int rounds, Duration enqueue, int pickUps, int kills, int opens, int jvms, int together) {

        static final Size FULL = new Size(100_000, 5, Duration.ofSeconds(1), 300, 4, 10, 5, 300_000);
        static final Size SMOKE = new Size(300, 1, Duration.ofMillis(20), 5, 1, 2, 1, 300);
    }

    /** Arguments: {@code --smoke} does next to nothing; every store unless some are named. */
    public static void main(String... line) throws Exception {
        Arguments arguments = Arguments.of(line);
        List<Database> databases = arguments.named().isEmpty() ? List.of(Database.values()) : arguments.named();
        Size size = arguments.smoke() ? Size.SMOKE : Size.FULL;
        Report report = new Report();
        long before = System.nanoTime();
        for (Database database : databases) {
            measure(report, database, size);
        }
        System.out.println(report.markdown());
        System.err.println("every value: " + report.write("stores.csv"));
        System.err.println(
                "took " + Duration.ofNanos(System.nanoTime() - before).toSeconds() + " s");
    }

    private static void measure(Report report, Database database, Size size) throws Exception {
        Enqueue.measure(report, database, size.enqueue(), size.rounds());
        Drain.measure(report, database, size.drain(), size.rounds(), SLOTS);
        PickUp.measure(report, database, size.pickUps());
        Opening.measure(report, database, size.opens(), size.jvms());
        if (database != Database.H2_MEMORY) {
            Recovery.measure(report, database, size.kills());
        }
        if (database == Database.POSTGRES) {
            Together.measure(report, database, size.together(), Math.min(3, size.rounds()), 3);
        }
    }
}
