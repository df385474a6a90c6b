package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.MemoryJobStore;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random walks over a store that is reached through faults: a third of all calls is refused, loses its answer or is slow. What arrived
 * must have had the effect it has on the reference, once, however often it was sent. {@code -Dqueuectl.walks=N} walks N seeds.
 */
public abstract class FaultyWalkContract extends StoreScenario {

    private static final int STEPS = 400;
    private static final int LOOK_EVERY = 20;
    private static final double SHARE = 0.35;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("queuectl.walks", 3));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aWalkThroughFaultsLosesNothingAndDoublesNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Set<Fault>> met = new TreeMap<>();
        Faults faults = noting(Faults.random(random.split(), SHARE), met);
        try (MemoryJobStore reference = new MemoryJobStore()) {
            Walk walk = new Walk(seed, new FaultyWalkPair(reference, store, faults, random));
            for (int step = 1; step <= STEPS; step++) {
                walk.step();
                if (step % LOOK_EVERY == 0) {
                    walk.look();
                }
            }
        }
        assertThat(met.get("exchange"))
                .as("what went wrong with exchanges")
                .containsExactlyInAnyOrder(Fault.SLOW, Fault.BUSY, Fault.FAILS_BEFORE, Fault.FAILS_AFTER);
        assertThat(met).as("what else went wrong").containsKeys("cancel", "requeue", "delete", "renew", "join");
    }

    private static Faults noting(Faults faults, Map<String, Set<Fault>> met) {
        return verb -> {
            Fault fault = faults.next(verb);
            if (fault != Fault.NONE) {
                met.computeIfAbsent(verb, any -> EnumSet.noneOf(Fault.class)).add(fault);
            }
            return fault;
        };
    }
}
