package io.queuectl.core.spi;

import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** New values for a waiting job; {@code null} leaves the old one. */
public record JobEdit(
        @Nullable QueueName queue,
        @Nullable Integer priority,
        @Nullable Instant runAt,
        @Nullable Payload payload,
        @Nullable Limits limits) {

    public static final JobEdit NOTHING = new JobEdit(null, null, null, null, null);

    public JobEdit queue(QueueName other) {
        return new JobEdit(other, priority, runAt, payload, limits);
    }

    public JobEdit priority(int other) {
        return new JobEdit(queue, other, runAt, payload, limits);
    }

    public JobEdit runAt(Instant other) {
        return new JobEdit(queue, priority, other, payload, limits);
    }

    public JobEdit payload(Payload other) {
        return new JobEdit(queue, priority, runAt, other, limits);
    }

    public JobEdit limits(Limits other) {
        return new JobEdit(queue, priority, runAt, payload, other);
    }
}
