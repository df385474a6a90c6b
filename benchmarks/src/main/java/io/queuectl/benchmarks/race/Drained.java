package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * What came of one drain that kept its promises.
 *
 * @param filled how many jobs there were, fewer than wanted if it took too long to enqueue them
 * @param jobs that ran within the seconds
 * @param capped whether it was stopped before its end
 * @param costs of {@link Meter}
 */
record Drained(int filled, int jobs, double seconds, boolean capped, Map<String, Double> costs) {

    /** How long after the last job's start it may take to be written down. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(10);

    double rate() {
        return jobs / seconds;
    }

    static Drained run(Course course, Order order) throws Exception {
        try (Place place = course.database().fresh()) {
            Tally tally = new Tally(order.jobs(), order.workload().work());
            try (Session session = course.contender().create(place, order.workload(), tally)) {
                return run(course.scale(), order, place, session, tally);
            }
        }
    }

    private static Drained run(Scale scale, Order order, Place place, Session session, Tally tally) throws Exception {
        if (order.finished() > 0) {
            session.addFinished(order.finished());
        }
        if (order.first() < order.jobs()) {
            neverAnalyse(place);
        }
        int filled = Checks.fill(session, order.jobs(), order.fill(scale));
        int first = Math.min(order.first(), filled);
        Meter meter = new Meter(place, session);
        session.start();
        boolean all = tally.await(first, scale.cap());
        boolean done = all && (first < filled || session.awaitEmpty(LAST_COMMIT));
        long end = System.nanoTime();
        int ran = Math.min(tally.count(), filled);
        Map<String, Double> costs = meter.stop(Math.max(1, ran));
        session.stop();
        if (all && first == filled) {
            Checks.requireEachOnce(filled, session, tally);
        } else {
            Checks.requireNoneLost(filled, session, tally);
        }
        double seconds = ran == 0 ? scale.cap().toNanos() / 1e9 : (end - tally.firstStart()) / 1e9;
        return new Drained(filled, ran, seconds, !done, costs);
    }

    /** Keeps the server from looking at the tables by itself. The other databases never do. */
    private static void neverAnalyse(Place place) throws SQLException {
        if (place.database() == Database.POSTGRES) {
            place.execute("""
                    DO $$
                    DECLARE name text;
                    BEGIN
                        FOR name IN SELECT relname FROM pg_class
                            WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' LOOP
                            EXECUTE format('ALTER TABLE %I SET (autovacuum_enabled = off)', name);
                        END LOOP;
                    END $$""");
        }
    }
}
