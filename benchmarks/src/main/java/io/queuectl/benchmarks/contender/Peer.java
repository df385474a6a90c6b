package io.queuectl.benchmarks.contender;

import io.queuectl.benchmarks.Database;
import java.util.List;

/** A product of others, which is measured at its defaults and at the best that a sweep of its settings finds. */
public interface Peer {

    /** The same as its contenders'. */
    String name();

    /** Whether it is there to be measured: what must be installed is. */
    default boolean isHere() {
        return true;
    }

    /** Under the setting {@code default}. */
    Contender standard();

    /** @param setting for the column of that name */
    Contender tuned(String setting, Tuning tuning);

    /** Where a sweep on that database starts, one for each way of working; none where it does not run there. */
    List<Tuning> starts(Database database);
}
