package io.queuectl.simulation.history;

/** Makes histories of seeds. */
public interface Scenario {

    /**
     * Runs the world of that seed to its end. The same seed makes the same history.
     *
     * @throws IllegalStateException if the world broke: a thread of it failed, or stood still for ever
     */
    History run(long seed);
}
