package io.queuectl.core.engine;

import io.queuectl.core.spi.BackoffPolicy;
import io.queuectl.core.spi.PriorityOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one engine, validated.
 *
 * @param name of the node, for people
 * @param lease how long the node may stay silent before others take its jobs over; 1 s to 1 h
 * @param pollInterval how long a free slot may stay idle beside a waiting job that no wake-up told of; 10 ms to 1 min
 * @param grace how long close waits for running attempts before it takes the jobs back
 * @param maxAttempts of a job that neither carries nor gets a limit from its handler
 * @param maxLosses after how many losses a job is dead
 * @param backoff of a job that neither carries one nor gets one from its handler
 * @param retention what is kept of finished jobs
 * @param deadLetterAlarm {@code null} for none
 */
public record EngineConfig(
        String name,
        Duration lease,
        Duration pollInterval,
        Duration grace,
        int maxAttempts,
        int maxLosses,
        BackoffPolicy backoff,
        PriorityOrder order,
        Retention retention,
        @Nullable DeadLetterAlarm deadLetterAlarm) {

    public EngineConfig {
        require("lease", lease, Duration.ofSeconds(1), Duration.ofHours(1));
        require("poll interval", pollInterval, Duration.ofMillis(10), Duration.ofMinutes(1));
        require("grace", grace, Duration.ZERO, Duration.ofDays(1));
        if (maxAttempts < 1 || maxLosses < 1) {
            throw new IllegalArgumentException(
                    "max attempts " + maxAttempts + " and max losses " + maxLosses + " must be 1 or more");
        }
    }

    /** A third of the lease: two renewals may fail before the lease is in danger. */
    Duration beatInterval() {
        return lease.dividedBy(3);
    }

    /** How long after a renewal was sent its lease is trusted: a tenth less than others grant it. */
    Duration trust() {
        return lease.minus(lease.dividedBy(10));
    }

    private static void require(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " " + value + " is not within " + least + " to " + most);
        }
    }
}
