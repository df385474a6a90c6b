package io.queuectl.core.engine;

import io.queuectl.api.QueueHealth;
import io.queuectl.api.QueueHealth.Listening;
import io.queuectl.api.QueueHealth.LoopHealth;
import io.queuectl.api.QueueHealth.Phase;
import io.queuectl.api.QueueHealth.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts together how an engine is, from what its parts know anyway. Thread-safe. */
final class Checkup {

    private final Engine.Parts parts;
    private final List<Loop> loops;
    private final Loop keeper;
    private final Reaper reaper;
    private final DeadLetterWatch deadLetters;

    Checkup(Engine.Parts parts, List<Loop> loops, Loop keeper, Reaper reaper, DeadLetterWatch deadLetters) {
        this.parts = parts;
        this.loops = List.copyOf(loops);
        this.keeper = keeper;
        this.reaper = reaper;
        this.deadLetters = deadLetters;
    }

    QueueHealth of(Phase phase) {
        boolean working = phase == Phase.WORKING || phase == Phase.STOPPING;
        return new QueueHealth(
                phase,
                isStoreReachable(phase),
                parts.lease().isTrusted(),
                lastExchangeAt(),
                working ? reaper.nodesSeen() : 0,
                work(),
                listening(),
                deadLetters.oldest(),
                working ? loops.stream().map(Loop::health).toList() : List.<LoopHealth>of());
    }

    /** The keeper asks the store once a second; what goes through the lanes may fail where it does not, on a full disk for instance. */
    private boolean isStoreReachable(Phase phase) {
        Duration lately = parts.config().lease();
        return parts.lanes().all().noneMatch(lane -> lane.isFailing(lately))
                && (phase != Phase.WORKING || keeper.health().failures() == 0);
    }

    private @Nullable Instant lastExchangeAt() {
        return parts.lanes()
                .all()
                .map(Lane::exchangedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Work work() {
        int slots = 0;
        int running = 0;
        int ahead = 0;
        int unwritten = 0;
        for (Pool pool : parts.pools()) {
            slots += pool.slots();
            running += pool.running();
            ahead += pool.ahead();
            unwritten += pool.unwritten();
        }
        return new Work(slots, running, ahead, unwritten);
    }

    private Listening listening() {
        int untold = 0;
        long missed = 0;
        for (Audience audience : parts.events().audiences()) {
            untold = Math.max(untold, audience.untold());
            missed += audience.missed();
        }
        return new Listening(untold, missed);
    }
}
