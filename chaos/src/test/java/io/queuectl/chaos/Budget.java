package io.queuectl.chaos;

import java.time.Duration;

/**
 * How often something is done: as often as a system property says, but for no longer than {@code chaos.minutes}.
 *
 * @param number how often
 * @param deadline by the monotonic clock
 */
record Budget(int number, long deadline) {

    static Budget of(String property, int otherwise) {
        Duration atMost = Duration.ofMinutes(Integer.getInteger("chaos.minutes", 60));
        return new Budget(Integer.getInteger(property, otherwise), System.nanoTime() + atMost.toNanos());
    }

    boolean isSpent(int done) {
        return done >= number || System.nanoTime() > deadline;
    }
}
