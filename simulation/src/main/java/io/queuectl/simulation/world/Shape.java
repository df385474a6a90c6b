package io.queuectl.simulation.world;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What sort of world it is, drawn from its seed: small, so that many fit into a minute.
 *
 * @param nodes at the beginning
 * @param slots of each node
 * @param jobs that are brought in all
 * @param troubled how long things go wrong, in milliseconds
 * @param faults of a hundred calls to the store
 * @param crashes how often a node is killed
 * @param stops how often one is stopped
 * @param cuts how often a process can hardly reach the store for a while
 * @param moves how often somebody moves a job or sets something
 * @param skew by how many milliseconds wall clocks may be wrong
 * @param oneHost whether all nodes run on one host and see when one is gone
 * @param deaf whether nobody is told of what others bring
 * @param schedule whether there is one
 */
record Shape(
        int nodes,
        int slots,
        int jobs,
        Duration lease,
        Duration poll,
        int troubled,
        int faults,
        int crashes,
        int stops,
        int cuts,
        int moves,
        int skew,
        boolean oneHost,
        boolean deaf,
        boolean schedule,
        String jitter) {

    static Shape of(SplittableRandom dice) {
        return new Shape(
                1 + dice.nextInt(3),
                1 + dice.nextInt(2),
                3 + dice.nextInt(8),
                Duration.ofMillis(1_000 + dice.nextInt(3) * 500L),
                Duration.ofMillis(100 + dice.nextInt(5) * 100L),
                1_500 + dice.nextInt(2_500),
                dice.nextInt(3) == 0 ? 0 : dice.nextInt(20),
                dice.nextInt(3),
                dice.nextInt(3),
                dice.nextInt(3),
                dice.nextInt(10),
                dice.nextInt(2) == 0 ? 0 : dice.nextInt(2_000),
                dice.nextBoolean(),
                dice.nextInt(3) == 0,
                dice.nextInt(4) == 0,
                dice.nextInt(3) == 0 ? "none" : dice.nextBoolean() ? "full" : "equal");
    }
}
