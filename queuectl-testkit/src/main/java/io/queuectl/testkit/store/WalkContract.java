package io.queuectl.testkit.store;

import io.queuectl.testkit.MemoryJobStore;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random walks: the same operations on the store and on the reference in memory, which must answer and look alike all the
 * way, and look the same when the store is closed and opened again. A failure names the seed that walks it again; {@code -Dqueuectl.walks=N} walks N seeds.
 */
public abstract class WalkContract extends StoreScenario {

    private static final int STEPS = 400;
    private static final int LOOK_EVERY = 20;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("queuectl.walks", 3));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRandomWalkLooksLikeThatOfTheReference(long seed) {
        try (MemoryJobStore reference = new MemoryJobStore()) {
            Walk walk = new Walk(seed, new WalkPair.Sound(new WalkSide(reference), new WalkSide(store)));
            for (int step = 1; step <= STEPS; step++) {
                walk.step();
                if (step % LOOK_EVERY == 0) {
                    walk.look();
                }
            }
            if (fixture.keepsItsData()) {
                store.close();
                walk.lookAgain(new WalkSide(another()));
            }
        }
    }
}
