package io.queuectl.core.spi;

import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * A database of jobs: one hot verb and narrow interfaces beside it.
 *
 * <p>All methods are thread-safe, though the engine calls {@link #exchange} from {@link #lanes} threads at a time at most. All throw
 * {@link io.queuectl.api.StoreException} and nothing else: "no longer yours", "taken" and "not found" are answers, not errors.
 * An interrupt of the calling thread ends no call, and is still there when the call returns (contract: {@code LifeContract}).
 * Times are in whole milliseconds; {@code now} comes from the caller so that tests can step it. An engine takes
 * it from {@link #clock}.
 *
 * <p>The contract is a suite of tests in the test kit; what these interfaces promise names the part of it that tries the promise.
 * {@code WalkContract} tries all of it at random, beside the reference store in memory.
 */
public interface JobStore extends AutoCloseable {

    /**
     * Applies a batch in one durable transaction: notes, then settlements, then new jobs, then claims, each in the order given.
     * Notes come first so that an attempt's last log lines can travel with its settlement.
     *
     * <p>Guarantees, each tried by the store contract:
     *
     * <ul>
     *   <li>When it returns, all of it is durable; when it throws, nothing was changed, unless the exception says that the
     *       outcome is unknown (contract: {@code ExchangeContract}).
     *   <li>A settlement or note changes a row only while that row is processing under the very token; else it answers what
     *       happened (contract: {@code SettleContract}, {@code NoteContract}, {@code StateContract}).
     *   <li>A claim takes due jobs in claim order, each under a token nobody had before, and none that another holds; a node
     *       that is unknown or was declared dead gets none (contract: {@code ClaimContract}, {@code ClaimStorm}).
     *   <li>A claim marked {@link ClaimRequest#limited()} takes no more than the settings of its queue let all nodes together have
     *       (contract: {@code QueueControlContract}, {@code LimitStorm}).
     *   <li>A batch marked {@link Batch#allOrNothing()} of which one new job {@link Insertion#isRefusal is refused} changes nothing at all: every
     *       new job is answered, those without fault with {@link Insertion.Withheld} (contract: {@code InsertContract}).
     *   <li>Among the jobs of a kind, one at most holds a unique key, however many bring it at the same time, and whoever finds it held
     *       is answered with the holder (contract: {@code UniqueContract}).
     *   <li>Repeating the whole batch after an unknown outcome, marked {@link Batch#repeated()}, has the effect of having
     *       applied it once: new jobs are known by their submission, settlements answer {@link Settled#ALREADY_APPLIED}, and
     *       a claim request answers first the jobs it got the first time. Only log lines may come twice
     *       (contract: {@code ExchangeContract}).
     * </ul>
     */
    Receipt exchange(Batch batch);

    /**
     * Inserts jobs on a connection of the caller, within the caller's transaction: they are there once it commits, and never
     * were if it rolls back. The connection is neither committed, rolled back nor closed, and none of its settings changes.
     * If one id is taken none of the jobs is inserted, as in {@link Batch#allOrNothing()} (contract: {@code CallerTransactionContract}).
     *
     * @throws IllegalArgumentException if the connection is in auto-commit mode, or not one to this very database
     * @throws UnsupportedOperationException if the store is no database that other code writes to
     */
    default List<Insertion> insert(Connection transaction, List<NewJob> jobs, Instant now) {
        throw new UnsupportedOperationException(
                "the store " + info().name() + " has no transactions that a caller could share");
    }

    /** How many exchanges this store does better at the same time than one after the other. One where one connection writes. */
    default int lanes() {
        return 1;
    }

    /**
     * How many callers may bring new jobs at the same time, beside the {@link #lanes()} that claim and settle. None where they had better
     * ride along in those.
     */
    default int producers() {
        return 0;
    }

    /** The clock that all who share the database go by: the server's, where it has one. */
    default InstantSource clock() {
        return InstantSource.system();
    }

    NodeStore nodes();

    JobQueries queries();

    JobAdmin admin();

    BulkMoves bulk();

    Schedules schedules();

    QueueControl queues();

    /** A new listener for work that other processes bring (contract: {@code LifeContract}). The caller closes it. */
    WakeUps wakeUps();

    StoreInfo info();

    /**
     * Releases every connection. Idempotent; what is called afterwards throws {@link IllegalStateException}
     * (contract: {@code LifeContract}).
     */
    @Override
    void close();
}
