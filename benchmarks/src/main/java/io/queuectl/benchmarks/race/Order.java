package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.contender.Workload;
import java.time.Duration;

/**
 * What is drained.
 *
 * @param finished how many finished jobs lie beside
 * @param jobs of the backlog
 * @param first how many of them are timed
 */
record Order(Workload workload, int finished, int jobs, int first) {

    /** How long a contender may take to be given its jobs: longer where a large backlog is what matters. */
    Duration fill(Scale scale) {
        return first < jobs ? scale.fill().multipliedBy(4) : scale.fill();
    }

    static Order of(int jobs) {
        return new Order(Workload.NOTHING, 0, jobs, jobs);
    }
}
