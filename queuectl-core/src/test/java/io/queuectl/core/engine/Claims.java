package io.queuectl.core.engine;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.PriorityOrder;
import java.time.Duration;
import java.time.Instant;

/** Claims and settings to test with. */
final class Claims {

    static final Instant DUE = Instant.parse("2026-01-01T00:00:00Z");
    static final String KIND = "test";

    /** A book of settings in which there are none. */
    static final QueueBook NOTHING_SET = new QueueBook(new FakeQueues(), () -> 0);

    private Claims() {}

    static Claim of(Counters counters, Limits limits, boolean cancelRequested) {
        return of(1, counters, limits, cancelRequested);
    }

    /** A job of that number, held under a token of that number. */
    static Claim of(long number) {
        return of(number, Counters.ZERO, Limits.UNSET, false);
    }

    private static Claim of(long number, Counters counters, Limits limits, boolean cancelRequested) {
        return new Claim(
                number,
                JobId.of(Long.toString(number)),
                KIND,
                QueueName.DEFAULT,
                0,
                Payload.EMPTY,
                limits,
                counters,
                new Token(7, number),
                1,
                DUE,
                DUE,
                DUE,
                null,
                cancelRequested);
    }

    static Claim of(Counters counters) {
        return of(counters, Limits.UNSET, false);
    }

    static EngineConfig config() {
        return new EngineConfig(
                "node",
                Duration.ofSeconds(15),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                5,
                3,
                Backoff.fixed(Duration.ofSeconds(1)),
                PriorityOrder.HIGHEST_FIRST,
                Retention.NONE,
                null);
    }
}
