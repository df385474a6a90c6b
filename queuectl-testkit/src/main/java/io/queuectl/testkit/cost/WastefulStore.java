package io.queuectl.testkit.cost;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The planted defect: a store that gives one job in three a transaction of its own, when it comes and when it ends, and another one for something nobody
 * wants. Every guard of costs must find it. Thread-safe.
 */
public final class WastefulStore {

    private static final int ONE_IN = 3;

    private final JobStore store;
    private final Exchanging.Verb verb;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger wasted = new AtomicInteger();

    private WastefulStore(JobStore store, Exchanging.Verb verb) {
        this.store = store;
        this.verb = verb;
    }

    /** One on the store that is given, which stays open when this one is closed. */
    public static JobStore on(JobStore store) {
        return Exchanging.store(store, verb -> new WastefulStore(store, verb)::exchange);
    }

    private Receipt exchange(Batch batch) {
        int endings = alone(batch.settlements().size());
        int arrivals = alone(batch.jobs().size());
        List<Settled> settled = new ArrayList<>();
        for (Settlement settlement : batch.settlements().subList(0, endings)) {
            settled.addAll(
                    waste(Batch.of(batch.now()).settle(List.of(settlement))).settlements());
        }
        List<Insertion> inserted = new ArrayList<>();
        for (NewJob job : batch.jobs().subList(0, arrivals)) {
            inserted.addAll(waste(Batch.of(batch.now()).insert(List.of(job))).jobs());
        }
        Batch others = batch.settle(
                        batch.settlements().subList(endings, batch.settlements().size()))
                .insert(batch.jobs().subList(arrivals, batch.jobs().size()));
        Receipt rest =
                others.size() == 0 ? new Receipt(List.of(), List.of(), List.of(), List.of()) : verb.exchange(others);
        settled.addAll(rest.settlements());
        inserted.addAll(rest.jobs());
        return new Receipt(settled, rest.notes(), inserted, rest.claims());
    }

    private Receipt waste(Batch one) {
        store.admin().putSetting("wasted", String.valueOf(wasted.incrementAndGet()));
        return verb.exchange(one);
    }

    /** How many of so many more. */
    private int alone(int more) {
        int before = seen.getAndAdd(more);
        return (before + more) / ONE_IN - before / ONE_IN;
    }
}
