package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Series;
import io.queuectl.benchmarks.contender.Contender;
import java.io.IOException;

/**
 * What one round of one contender is about.
 *
 * @param sink takes what comes out of it
 */
record Course(Database database, Contender contender, Scale scale, int size, Sink sink) {

    /** Where values go. */
    interface Sink {
        void put(String phase, String metric, String unit, double value) throws IOException;
    }

    /** Of the phase that is run. */
    void put(Phase phase, String metric, String unit, double value) throws IOException {
        sink.put(phase.name(), metric, unit, value);
    }

    void putLatencies(Phase phase, Series millis) throws IOException {
        if (millis.values().isEmpty()) {
            throw new IllegalStateException(contender.name() + " picked no job up within " + Scale.PATIENCE);
        }
        put(phase, "p50", "ms", millis.quantile(0.5));
        put(phase, "p99", "ms", millis.quantile(0.99));
        put(phase, "p99.9", "ms", millis.quantile(0.999));
        put(phase, "jobs", "jobs", millis.values().size());
    }
}
