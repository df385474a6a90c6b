package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.race.Row;

/**
 * One measured number.
 *
 * @param run that it was taken in
 */
record Reading(String run, Subject subject, Measure measure, double value) {

    static Reading of(Row row) {
        return new Reading(
                row.run(),
                new Subject(row.store(), row.durability(), row.contender(), row.setting()),
                new Measure(row.phase(), row.size(), row.metric(), row.unit()),
                row.value());
    }
}
