package io.queuectl.core.engine;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The lanes of this process: one where one connection writes, several where the database serves several at once. Whatever is written
 * about one claim goes through one lane, so that it arrives in order. Thread-safe.
 */
final class Lanes {

    /** So many tokens in a row go through one lane. */
    private static final int NEIGHBOURS = 64;

    private final List<Lane> claiming;

    /** Where new jobs go, if not through those. */
    private final List<Lane> producing;

    /** @param lane makes one, told whether it is to claim */
    Lanes(int claiming, int producing, Function<Boolean, Lane> lane) {
        this.claiming = Stream.generate(() -> lane.apply(true)).limit(claiming).toList();
        this.producing =
                Stream.generate(() -> lane.apply(false)).limit(producing).toList();
    }

    /** Those that claim and settle, which somebody has to lead even when nobody brings new jobs. */
    List<Lane> claiming() {
        return claiming;
    }

    private Stream<Lane> all() {
        return Stream.concat(claiming.stream(), producing.stream());
    }

    /** The lane for whatever is written under that token: neighbours go together, because stores settle them in one stroke. */
    Lane of(Token token) {
        return claiming.get((int) Long.remainderUnsigned(token.number() / NEIGHBOURS, claiming.size()));
    }

    /** See {@link Lane#enqueue}: through a lane that is free, or with the others that wait for one. */
    List<Insertion> enqueue(List<NewJob> jobs, boolean allOrNothing) {
        List<Lane> ways = producing.isEmpty() ? claiming : producing;
        int first = (int) (Thread.currentThread().getId() % ways.size());
        for (int i = 0; i < ways.size(); i++) {
            Lane lane = ways.get((first + i) % ways.size());
            if (lane.isFree()) {
                return lane.enqueue(jobs, allOrNothing);
            }
        }
        return ways.get(first).enqueue(jobs, allOrNothing);
    }

    /** Returns once no exchange is under way that had begun before. */
    void awaitLeaders() {
        all().forEach(Lane::awaitLeader);
    }

    /** Leads until nothing waits and nothing is kept, for one that must know it written. */
    void writeAll() {
        do {
            all().forEach(Lane::writeAll);
        } while (all().anyMatch(Lane::hasWaiting));
    }
}
