package io.queuectl.benchmarks.contender;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.RawSql;
import java.util.Set;

/**
 * The raw database: as little SQL as could do the work, as fast as it gets. It takes no part where a queue's own means are measured (slots, wake-ups, many
 * queues, several processes). Every setting of it drains, since that is where they differ; elsewhere one runs, and where jobs are inserted the other indexes.
 *
 * @param k how many jobs are claimed and finished in a commit
 * @param loops how many connections work
 * @param indexes those that queuectl keeps, or the one that serves the claim
 */
public record Raw(int k, int loops, Indexes indexes) implements Contender {

    /** Which there are. */
    public enum Indexes {
        ONE,
        SAME
    }

    private static final Set<String> COMPARED = Set.of("end-to-end-1", "end-to-end-4", "backlog", "finished");

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public String setting() {
        return "k=" + k + (loops > 1 ? ",loops=" + loops : "") + (indexes == Indexes.ONE ? ",one-index" : "");
    }

    @Override
    public boolean runsOn(Database database) {
        return loops <= database.raw().loops();
    }

    @Override
    public boolean joins(String phase) {
        boolean first = k == 500 && loops == 1;
        return phase.equals("drain")
                || (first && phase.startsWith("enqueue-"))
                || (first && indexes == Indexes.SAME && COMPARED.contains(phase));
    }

    @Override
    public Session create(Place place, Workload workload, Tally tally) throws Exception {
        return RawSession.create(this, place, tally);
    }

    @Override
    public Session join(Place place, Workload workload, Tally tally) throws Exception {
        return RawSession.join(this, place, tally);
    }

    RawSql sql(Database database) {
        return indexes == Indexes.ONE ? database.raw() : database.rawIndexed();
    }
}
