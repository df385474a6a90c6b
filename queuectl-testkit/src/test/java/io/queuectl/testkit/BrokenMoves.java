package io.queuectl.testkit;

import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Stores that move jobs by the many in a wrong way. */
final class BrokenMoves {

    private BrokenMoves() {}

    /** Deletes jobs from under the node that holds them. */
    static JobStore clearTakesHeldJobs(MemoryData data) {
        return with(data, session -> new MemoryBulk(session) {
            @Override
            public Moved moveAll(List<Long> numbers, JobFilter filter, JobMove move, Instant now) {
                if (!(move instanceof JobMove.Delete)) {
                    return super.moveAll(numbers, filter, move, now);
                }
                return session.answer(tables -> {
                    List<MemoryJob> doomed = numbers.stream()
                            .map(tables.jobs::get)
                            .filter(Objects::nonNull)
                            .filter(job -> filter.accepts(job.view()))
                            .toList();
                    doomed.forEach(tables::remove);
                    return new Moved(doomed.size(), Duration.ZERO);
                });
            }
        });
    }

    /** Moves what was found, whatever became of it since. */
    static JobStore movesWithoutASecondLook(MemoryData data) {
        return with(data, session -> new MemoryBulk(session) {
            @Override
            public Moved moveAll(List<Long> numbers, JobFilter filter, JobMove move, Instant now) {
                return super.moveAll(numbers, JobFilter.ANY, move, now);
            }
        });
    }

    static JobStore requeueWithoutItsChanges(MemoryData data) {
        return with(data, session -> new MemoryBulk(session) {
            @Override
            public Moved moveAll(List<Long> numbers, JobFilter filter, JobMove move, Instant now) {
                return super.moveAll(numbers, filter, move instanceof JobMove.Requeue ? JobMove.REQUEUE : move, now);
            }
        });
    }

    /** Begins each page with the last of the page before. */
    static JobStore numbersBeginOneEarly(MemoryData data) {
        return with(data, session -> new MemoryBulk(session) {
            @Override
            public List<Long> numbers(JobFilter filter, long after, int limit) {
                List<Long> numbers = super.numbers(filter, after, limit);
                return numbers.isEmpty() ? numbers : super.numbers(filter, after - 1, limit);
            }
        });
    }

    static JobStore finishCountedFromTheFirst(MemoryData data) {
        return with(data, session -> new MemoryBulk(session) {
            @Override
            public Optional<Instant> nthFinish(JobFilter filter, long n) {
                return session.answer(tables -> tables.all()
                        .filter(job -> filter.accepts(job.view()))
                        .map(job -> job.finishedAt)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.naturalOrder())
                        .skip(n - 1)
                        .findFirst());
            }
        });
    }

    private static JobStore with(MemoryData data, Function<MemorySession, BulkMoves> moves) {
        return new BrokenStore(data) {
            private final BulkMoves broken = moves.apply(session());

            @Override
            public BulkMoves bulk() {
                return broken;
            }
        };
    }
}
