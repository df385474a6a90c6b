package io.queuectl.core.engine;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The lanes of this process: one where one connection writes, several where the database serves several at once. Whatever is written
 * about one claim goes through one lane, so that it arrives in order. Thread-safe.
 */
final class Lanes {

    private final List<Lane> all;

    Lanes(int count, Supplier<Lane> lane) {
        all = Stream.generate(lane).limit(count).toList();
    }

    List<Lane> all() {
        return all;
    }

    /** The lane for whatever is written under that token. */
    Lane of(Token token) {
        return all.get((int) Long.remainderUnsigned(token.number(), all.size()));
    }

    /** See {@link Lane#enqueue}: through a lane that is free, or with the others that wait for one. */
    List<Insertion> enqueue(List<NewJob> jobs, boolean allOrNothing) {
        int first = (int) (Thread.currentThread().getId() % all.size());
        for (int i = 0; i < all.size(); i++) {
            Lane lane = all.get((first + i) % all.size());
            if (lane.isFree()) {
                return lane.enqueue(jobs, allOrNothing);
            }
        }
        return all.get(first).enqueue(jobs, allOrNothing);
    }

    /** Returns once no exchange is under way that had begun before. */
    void awaitLeaders() {
        all.forEach(Lane::awaitLeader);
    }

    /** Leads until nothing waits and nothing is kept, for one that must know it written. */
    void writeAll() {
        do {
            all.forEach(Lane::writeAll);
        } while (all.stream().anyMatch(Lane::hasWaiting));
    }
}
