package io.queuectl.core.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Jobs by the many: which are meant, how many they are, and one thing done to a handful of them in one transaction. Whoever moves very many goes from handful to
 * handful, so that no transaction holds others up for long, as {@link io.queuectl.core.Jobs} does.
 *
 * <p>Guarantees tried by {@code BulkContract}. The reads neither write nor wait for writers.
 */
public interface BulkMoves {

    /** How many jobs are meant. May look at every job. */
    long count(JobFilter filter);

    /**
     * The numbers of the jobs that are meant, ascending, at most {@code limit}, from the first after that number on; 0 begins at the beginning. Without their
     * payloads, so that many can be asked for.
     */
    List<Long> numbers(JobFilter filter, long after, int limit);

    /** When the n-th was finished of the jobs that are meant, counted from 1 for the one finished last; empty if fewer are finished. */
    Optional<Instant> nthFinish(JobFilter filter, long n);

    /** When the first of the jobs that are meant was finished that are there still; empty if none is. May look at all of them. */
    Optional<Instant> firstFinish(JobFilter filter);

    /**
     * Drops those unique keys whose job is gone and that nobody holds any more, among {@code limit} keys from the first after the number of that job on; 0 begins at the
     * beginning. Looks without keeping writers waiting, and drops in one short transaction, if any.
     */
    KeySweep dropKeys(long after, int limit, Instant now);

    /**
     * Moves those of the jobs that are still there, still meant by the filter and in a state that {@link JobMove#mayLeave}, and leaves the others as they
     * are: one durable transaction. For each it does what the verb of {@link JobAdmin} does.
     *
     * @param numbers a few hundred at most: the transaction lasts as long as they take
     */
    Moved moveAll(List<Long> numbers, JobFilter filter, JobMove move, Instant now);
}
