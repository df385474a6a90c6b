package io.queuectl.benchmarks;

import io.queuectl.core.spi.JobStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * How long it takes to open a database that holds ten thousand jobs: again and again in one JVM, and as the first thing a new JVM does, its own start not
 * counted. One in memory is new and empty each time.
 */
final class Opening {

    private static final int JOBS = 10_000;

    private Opening() {}

    /** Arguments: rounds in one JVM (10), new JVMs (5). */
    public static void main(String... line) throws Exception {
        Arguments arguments = Arguments.of(line);
        Report report = new Report();
        for (Database database : arguments.stores()) {
            measure(report, database, arguments.number(0, 10), arguments.number(1, 5));
        }
        System.out.println(report.markdown());
    }

    static void measure(Report report, Database database, int rounds, int jvms) throws Exception {
        Series again = new Series("time to open", "ms");
        Series first = new Series("time to open, first in a JVM", "ms");
        try (Place place = database.fresh()) {
            try (JobStore store = place.open()) {
                Backlog.fill(store, JOBS);
            }
            for (int round = 0; round < rounds; round++) {
                again.add(open(database, place.location()));
            }
            for (int round = 0; round < jvms; round++) {
                try (SecondJvm jvm = SecondJvm.start(First.class, database, place.location())) {
                    first.add(Double.parseDouble(jvm.hear()));
                    jvm.finish();
                }
            }
        }
        report.median(database, again);
        report.median(database, first);
    }

    private static double open(Database database, String location) {
        long before = System.nanoTime();
        try (JobStore store = database.open(location)) {
            double millis = (System.nanoTime() - before) / 1e6;
            if (store.info().schema() < 1) {
                throw new IllegalStateException("the database has no schema");
            }
            return millis;
        }
    }

    /** The new JVM. */
    static final class First {

        private First() {}

        public static void main(String... arguments) throws Exception {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println(open(Database.named(arguments[0]), orders.readLine()));
        }
    }
}
