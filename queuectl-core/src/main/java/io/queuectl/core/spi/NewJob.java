package io.queuectl.core.spi;

import io.queuectl.api.Extras;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to insert, ready to write.
 *
 * @param submission a positive number the submitter never uses again, random enough that no other does; two insertions of one
 *     submission are one job
 * @param id chosen by the caller, or {@code null} for the decimal number of the row. A chosen decimal of at most 15 digits
 *     without leading zeros becomes the number of the row, so that an id never means two jobs
 * @param after what it waits for
 */
public record NewJob(
        long submission,
        @Nullable JobId id,
        String kind,
        QueueName queue,
        int priority,
        Instant runAt,
        Payload payload,
        Limits limits,
        Extras extras,
        List<Dependency> after) {

    public NewJob {
        after = List.copyOf(after);
        if (submission <= 0) {
            throw new IllegalArgumentException("submission " + submission + " is not positive");
        }
    }

    /** One that asks for nothing that few jobs do. */
    public NewJob(
            long submission,
            @Nullable JobId id,
            String kind,
            QueueName queue,
            int priority,
            Instant runAt,
            Payload payload,
            Limits limits) {
        this(submission, id, kind, queue, priority, runAt, payload, limits, Extras.NONE);
    }

    /** One that waits for nothing but what its extras name. */
    public NewJob(
            long submission,
            @Nullable JobId id,
            String kind,
            QueueName queue,
            int priority,
            Instant runAt,
            Payload payload,
            Limits limits,
            Extras extras) {
        this(
                submission,
                id,
                kind,
                queue,
                priority,
                runAt,
                payload,
                limits,
                extras,
                extras.after().stream().map(Dependency::on).toList());
    }

    /** Waits for those as well. */
    public NewJob alsoAfter(List<Dependency> more) {
        List<Dependency> all = new ArrayList<>(after);
        all.addAll(more);
        return new NewJob(submission, id, kind, queue, priority, runAt, payload, limits, extras, all);
    }
}
