package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.contender.Workload;

/**
 * What is drained.
 *
 * @param finished how many finished jobs lie beside
 * @param jobs of the backlog
 * @param first how many of them are timed
 */
record Order(Workload workload, int finished, int jobs, int first) {

    static Order of(int jobs) {
        return new Order(Workload.NOTHING, 0, jobs, jobs);
    }
}
