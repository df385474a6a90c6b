package io.queuectl.benchmarks.contender;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;

/** A queue at one setting, as it takes part in a race. Immutable. */
public interface Contender {

    /** As in the column of that name: {@code db-scheduler}. */
    String name();

    /** As in the column of that name: {@code default}, {@code k=500}, {@code best(…)}. */
    String setting();

    boolean runsOn(Database database);

    /** Whether it can do what the phase asks; says so in its Javadoc where it cannot. */
    default boolean joins(String phase) {
        return true;
    }

    /**
     * Whether what the meter reads of a cost is its: allocations are those of this process, transactions and bytes those of the database that it is given.
     *
     * @param cost as in the column of metrics
     */
    default boolean isMetered(String cost) {
        return true;
    }

    /** What a committed job survives: equal for all that are compared, or the reader is told. */
    default String durability(Database database) {
        return database.durability();
    }

    /**
     * Makes its tables in an empty database.
     *
     * @param tally is told of each run of a job
     */
    Session create(Place place, Workload workload, Tally tally) throws Exception;

    /** Comes to a database where {@link #create} was before, as one of several processes. */
    default Session join(Place place, Workload workload, Tally tally) throws Exception {
        throw new UnsupportedOperationException(name() + " is measured in one process only");
    }
}
