package io.queuectl.core.engine;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The lanes of this process: one where one connection writes, several where the database serves several at once. Whatever is written
 * about one claim goes through one lane, so that it arrives in order. Thread-safe.
 */
final class Lanes {

    private final List<Lane> claiming;
    private final TokenNumbers numbers;

    /** Where new jobs go, if not through those. */
    private final List<Lane> producing;

    /** @param lane makes one, told its number or {@link Lane#CLAIMS_NOT} */
    Lanes(int claiming, int producing, TokenNumbers numbers, IntFunction<Lane> lane) {
        this.claiming = IntStream.range(0, claiming).mapToObj(lane).toList();
        this.producing = IntStream.range(0, producing)
                .mapToObj(i -> lane.apply(Lane.CLAIMS_NOT))
                .toList();
        this.numbers = numbers;
    }

    /** Those that claim and settle, which somebody has to lead even when nobody brings new jobs. */
    List<Lane> claiming() {
        return claiming;
    }

    /** Every lane, those that only bring new jobs included. */
    Stream<Lane> all() {
        return Stream.concat(claiming.stream(), producing.stream());
    }

    /** The lane for whatever is written under that token. */
    Lane of(Token token) {
        return claiming.get(numbers.lane(token));
    }

    /**
     * See {@link Lane#enqueue}: through a lane that is free, or with the others that wait for one. While workers have nothing to do, through the
     * only one that claims: a claim rides along, so that the job starts a commit sooner.
     */
    List<Insertion> enqueue(List<NewJob> jobs, boolean allOrNothing) {
        if (claiming.size() == 1 && claiming.get(0).isAwaited()) {
            return claiming.get(0).enqueue(jobs, allOrNothing);
        }
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
