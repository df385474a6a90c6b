package io.queuectl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.History;
import io.queuectl.simulation.history.What;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine as it is holds in every world. {@code -Dsimulation.seeds} and {@code -Dsimulation.first} say in how many, and from which on. */
class SimulationTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", 10_000);
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int ON_SQL = 100;

    @Test
    void everyInvariantHoldsInEveryWorld() {
        assertThat(Seeds.look(Simulation.on("memory"), FIRST, SEEDS)).isEmpty();
    }

    @Test
    void everyInvariantHoldsOnSqlite() {
        assertThat(Seeds.look(Simulation.on("sqlite"), FIRST, ON_SQL)).isEmpty();
    }

    @Test
    void everyInvariantHoldsOnH2() {
        assertThat(Seeds.look(Simulation.on("h2"), FIRST, ON_SQL)).isEmpty();
    }

    @Test
    void aSeedHasOneHistory() {
        Simulation simulation = Simulation.on("memory");
        for (long seed = FIRST; seed < FIRST + 200; seed++) {
            assertThat(simulation.history(seed)).as("seed " + seed).isEqualTo(simulation.history(seed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2"})
    void aSeedHasOneHistoryOnADatabase(String store) {
        Simulation simulation = Simulation.on(store);
        for (long seed = FIRST; seed < FIRST + 15; seed++) {
            assertThat(simulation.history(seed).toString())
                    .as("seed " + seed)
                    .isEqualTo(simulation.history(seed).toString());
        }
    }

    @Test
    void seedsHaveDifferentHistories() {
        Simulation simulation = Simulation.on("memory");
        assertThat(simulation.history(1)).isNotEqualTo(simulation.history(2));
    }

    /** A check that sees nothing finds nothing. */
    @Test
    void everythingThatCanHappenHappens() {
        Set<What> seen = EnumSet.noneOf(What.class);
        for (long seed = 1; seed <= 100; seed++) {
            Simulation.on("memory").history(seed).events().stream()
                    .map(Event::what)
                    .forEach(seen::add);
        }
        assertThat(seen).containsExactlyInAnyOrder(What.values());
    }

    @Test
    void aHistoryIsReadBackFromItsText() {
        History history = Simulation.on("memory").history(3);
        assertThat(History.parse(history.ndjson())).isEqualTo(history);
    }
}
