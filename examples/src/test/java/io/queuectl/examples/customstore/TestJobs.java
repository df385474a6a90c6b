package io.queuectl.examples.customstore;

import io.queuectl.api.JobId;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.SteppingClock;
import java.util.List;

/** Puts jobs into a store and says which are there. */
final class TestJobs {

    private final JobFixtures fixtures = new JobFixtures();

    Batch batch(String id) {
        return Batch.of(SteppingClock.START)
                .insert(List.of(fixtures.job().id(id).build()));
    }

    void insert(JobStore store, String id) {
        Insertion answer = store.exchange(batch(id)).jobs().get(0);
        if (!answer.equals(new Insertion.Inserted(JobId.of(id)))) {
            throw new AssertionError("inserting " + id + " was answered " + answer);
        }
    }

    /** Of no chosen id. */
    JobId insertNumbered(JobStore store) {
        Batch batch =
                Batch.of(SteppingClock.START).insert(List.of(fixtures.job().build()));
        if (store.exchange(batch).jobs().get(0) instanceof Insertion.Inserted inserted) {
            return inserted.id();
        }
        throw new AssertionError("a job of no chosen id was refused");
    }

    static List<String> ids(JobStore store) {
        return store
                .queries()
                .list(JobFilter.ANY, PageRequest.first(PageRequest.Order.OLDEST_FIRST, PageRequest.MAX_LIMIT))
                .jobs()
                .stream()
                .map(job -> job.id().text())
                .toList();
    }
}
