package io.queuectl.simulation.world;

import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.Scenario;

/** Worlds on one kind of store. Thread-safe. */
public final class Worlds implements Scenario {

    private final String store;

    /** @param store {@code memory}, {@code sqlite}, {@code h2}, or one that is planted broken, see {@link Stores#of} */
    public Worlds(String store) {
        this.store = store;
    }

    @Override
    public History run(long seed) {
        try (Stores stores = Stores.of(store)) {
            return new World(seed, stores).run();
        }
    }
}
