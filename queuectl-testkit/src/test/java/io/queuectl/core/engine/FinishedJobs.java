package io.queuectl.core.engine;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import java.time.Instant;
import java.util.List;

/** Puts finished jobs into a store. */
final class FinishedJobs {

    private FinishedJobs() {}

    static void add(JobStore store, JobState state, int number, Instant finishedAt) {
        JobView job = new JobView(
                JobId.of("job-" + number),
                number,
                "test",
                QueueName.DEFAULT,
                Payload.EMPTY,
                state,
                0,
                new Counters(1, 0, 0),
                Limits.UNSET,
                Instant.EPOCH,
                Instant.EPOCH,
                finishedAt,
                finishedAt,
                null,
                new Token(1, number),
                false);
        store.admin().restore(List.of(new JobRecord(number, job, null, List.of(), List.of())));
    }

    /** What is left, by number. */
    static List<Long> numbers(JobStore store) {
        return store
                .queries()
                .list(JobFilter.ANY, PageRequest.first(PageRequest.Order.OLDEST_FIRST, PageRequest.MAX_LIMIT))
                .jobs()
                .stream()
                .map(JobView::number)
                .toList();
    }
}
