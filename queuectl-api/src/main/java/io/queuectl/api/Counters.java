package io.queuectl.api;

/**
 * How often a job ran, was lost and was given back.
 *
 * @param attempts runs that ended by themselves, well or badly; what {@link Limits#maxAttempts} caps
 * @param losses times a node died while holding the job; capped on its own, so that a job that kills its JVM ends dead
 * @param releases times the job was given back unharmed, at a shutdown or by a handler that puts it off; caps nothing
 */
public record Counters(int attempts, int losses, int releases) {

    public static final Counters ZERO = new Counters(0, 0, 0);

    public Counters plus(AttemptEnd end) {
        return switch (end) {
            case COMPLETED, FAILED, TIMED_OUT, CANCELLED, DISCARDED -> new Counters(attempts + 1, losses, releases);
            case LOST -> new Counters(attempts, losses + 1, releases);
            case RELEASED, SNOOZED -> new Counters(attempts, losses, releases + 1);
        };
    }
}
