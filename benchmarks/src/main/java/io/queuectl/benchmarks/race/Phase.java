package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.contender.Contender;
import java.util.List;

/** Something that is measured of every contender in turn. Stateless. */
interface Phase {

    /** As in the column of that name. */
    String name();

    /** Those of its curve, the smallest first; one that is no curve has one. */
    default List<Integer> sizes(Scale scale) {
        return List.of(scale.jobs());
    }

    default boolean fits(Database database) {
        return true;
    }

    /** Whether a contender that joins takes this size of the curve. */
    default boolean takes(Contender contender, int size) {
        return true;
    }

    /** One round of one contender. */
    void run(Course course) throws Exception;
}
