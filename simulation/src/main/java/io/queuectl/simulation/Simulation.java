package io.queuectl.simulation;

import io.queuectl.simulation.check.HistoryCheck;
import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.Scenario;
import io.queuectl.simulation.loading.Plant;
import io.queuectl.simulation.loading.SimulatedClasses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The engine over simulated time, threads and faults, on one kind of store, with or without a defect planted. Thread-safe: seeds may run side by side. */
public final class Simulation {

    private static final String WORLDS = "io.queuectl.simulation.world.Worlds";

    /** Shared by all worlds without plants: what was compiled for one is good for the others. */
    private static final SimulatedClasses SOUND = classes(List.of());

    private final Scenario scenario;

    private Simulation(Scenario scenario) {
        this.scenario = scenario;
    }

    /** The engine as it is, on {@code memory}, {@code sqlite} or {@code h2}. */
    public static Simulation on(String store) {
        return of(store, SOUND);
    }

    /** The engine and the store with defects planted. */
    public static Simulation planted(String store, List<Plant> plants) {
        return of(store, classes(plants));
    }

    private static SimulatedClasses classes(List<Plant> plants) {
        return new SimulatedClasses(
                plants, Path.of(System.getProperty("simulation.planted", "../queuectl-testkit/target/test-classes")));
    }

    private static Simulation of(String store, SimulatedClasses classes) {
        try {
            Class<?> worlds = Class.forName(WORLDS, true, classes);
            return new Simulation((Scenario) worlds.getConstructor(String.class).newInstance(store));
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot load the simulated classes", broken);
        }
    }

    /** What happens in the world of that seed. */
    public History history(long seed) {
        return scenario.run(seed);
    }

    /** What does not hold in the world of that seed. In a world that breaks nothing does. */
    public List<Finding> findings(long seed) {
        try {
            return HistoryCheck.violations(history(seed)).stream()
                    .map(violation -> new Finding(seed, violation.number(), violation.toString()))
                    .toList();
        } catch (IllegalStateException broken) {
            return List.of(new Finding(seed, 0, String.valueOf(broken.getMessage())));
        }
    }

    /** The first of it, if anything. */
    public Optional<Finding> look(long seed) {
        return findings(seed).stream().findFirst();
    }

    /**
     * Something that does not hold.
     *
     * @param invariant its number; 0 if the world broke
     */
    public record Finding(long seed, int invariant, String what) {

        @Override
        public String toString() {
            return "seed " + seed + ": " + what + "; replay with: simulation/run " + seed;
        }
    }
}
