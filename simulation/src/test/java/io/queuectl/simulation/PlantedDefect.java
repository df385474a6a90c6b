package io.queuectl.simulation;

import io.queuectl.simulation.loading.Plant;
import io.queuectl.simulation.loading.Plant.Answer;
import java.util.List;
import java.util.Locale;

/** What is planted in store or engine, and the invariant that has to show it. */
@SuppressWarnings("ImmutableEnumChecker") // its list is
enum PlantedDefect {
    // Of the store, as the test kit plants them.
    NO_TOKEN_CHECK(3),
    ID_ONLY_UPDATE(3),
    NON_ATOMIC_CLAIM(2),
    UNCOUNTED_ATTEMPTS(5),
    REAPER_REVERTS_COMPLETED(4),
    LAST_IN_FIRST_OUT(10),
    HEARTBEAT_IGNORES_EPOCH(3),
    HEARTBEAT_OF_ONE_RENEWS_ALL(14),
    DOUBLY_APPLIED_REPEAT(2),
    LOST_CANCEL_MARK(8),
    EARLY_CLAIM(6),
    FORGOTTEN_SUBMISSIONS(1),
    INSERTED_TWICE(1),
    KEY_LOOKED_UP_AND_TAKEN_APART(11),
    SETTLES_FIRST(3),
    DEAD_NODE_CLAIMS(3),
    LIVING_ORPHANS(7),
    REQUEUE_KEEPS_COUNTERS(5),
    REQUEUE_OF_COMPLETED(4),
    CANCEL_SNATCHES(3),
    COUNTS_WHAT_IS_SENT(9),
    LIMIT_IGNORED(9),
    LIMIT_COUNTED_PER_NODE(9),
    COUNTED_TWICE(5),
    PRESUMED_APPLIED(14),
    FIRES_TWICE(12),
    FIRES_PAUSED(12),
    // Of the store, planted here.
    FORGETS_JOBS("slip:FORGETS_JOBS", 1),
    CUTS_PAYLOADS("slip:CUTS_PAYLOADS", 15),
    LOCAL_TIME("slip:LOCAL_TIME", 16),
    FORGETS_WHO_SETTLED("slip:FORGETS_WHO_SETTLED", 17),
    // Of the engine.
    NEVER_BEATS("core.engine.NodeKeeper", "isBeatDue", Answer.FALSE, 13),
    NEVER_LEAVES("core.engine.NodeKeeper", "leaveAbandoned", Answer.NOTHING, 13),
    DECLARES_NOBODY_DEAD("core.engine.Reaper", "declareDead", Answer.NOTHING, 14),
    LEAVES_ORPHANS("core.engine.Reaper", "settleOrphans", Answer.NOTHING, 14),
    RETRIES_FOR_EVER("core.engine.RetryRule", "maxAttempts", Answer.MANY, 5),
    LOSES_FOR_EVER("core.engine.RetryRule", "maxLosses", Answer.MANY, 5),
    RUNS_MORE_THAN_IT_HAS_SLOTS("core.engine.Pool", "slots", Answer.THREE, 9),
    STARTS_WITHOUT_A_PLACE("core.engine.QueuePlaces", "isFree", Answer.TRUE, 9),
    REPEATS_AS_IF_NEW("core.spi.Batch", "again", Answer.ITSELF, 2),
    TAKES_DOUBT_FOR_FAILURE("api.StoreException", "outcomeUnknown", Answer.FALSE, 1),
    NEVER_READS_SETTINGS("core.engine.QueueBook", "read", Answer.FALSE, 8),
    JITTER_OUTSIDE_ITS_BAND("core.backoff.Jitter", "applyTo", Answer.NO_TIME, 6),
    GIVES_NOTHING_BACK("core.engine.Attempts", "handQuietly", Answer.NOTHING, 14);

    private final String store;
    private final List<Plant> plants;
    private final int invariant;

    PlantedDefect(int invariant) {
        this.store = "planted:" + name();
        this.plants = List.of();
        this.invariant = invariant;
    }

    PlantedDefect(String store, int invariant) {
        this.store = store;
        this.plants = List.of();
        this.invariant = invariant;
    }

    PlantedDefect(String owner, String method, Answer answer, int invariant) {
        this.store = "memory";
        this.plants = List.of(new Plant("io.queuectl." + owner, method, answer));
        this.invariant = invariant;
    }

    Simulation simulation() {
        return plants.isEmpty() ? Simulation.on(store) : Simulation.planted(store, plants);
    }

    int invariant() {
        return invariant;
    }

    String where() {
        return plants.isEmpty() ? "store" : "engine";
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
