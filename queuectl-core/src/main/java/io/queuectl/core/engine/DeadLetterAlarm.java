package io.queuectl.core.engine;

import io.queuectl.api.OldDeadLetters;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * When to tell of dead letters that nobody looks after, and whom, besides the log.
 *
 * @param age how long a job may be dead before
 */
public record DeadLetterAlarm(Duration age, Consumer<? super OldDeadLetters> listener) {

    /** @throws IllegalArgumentException if the age is negative */
    public DeadLetterAlarm {
        if (age.isNegative()) {
            throw new IllegalArgumentException("age " + age + " of dead letters is negative");
        }
    }
}
