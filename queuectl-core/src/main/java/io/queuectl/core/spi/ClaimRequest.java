package io.queuectl.core.spi;

import io.queuectl.api.QueueName;
import org.jspecify.annotations.Nullable;

/**
 * A node's wish for jobs of one queue.
 *
 * <p>Jobs come in claim order: by priority, then due time, then number. Those that were lost before are quarantined: they
 * count against {@code quarantined} and no more than that many come, after the others.
 *
 * @param epoch the node's
 * @param limit how many jobs that were never lost, at most; zero or more
 * @param quarantined how many jobs that were lost before, at most; zero or more
 * @param firstNumber the number of the first token to give; the i-th job gets {@code firstNumber + i}. The node never uses
 *     the {@code limit + quarantined} numbers from here for another request
 * @param limited the queue may have settings that a claim must heed: the store looks, and grants no more than {@link QueueControl} says. A request
 *     that is not marked costs no look
 * @param places what the node says of a queue that bounds how many run at a time, or {@code null}: then whatever it claimed counts as running
 */
public record ClaimRequest(
        long epoch,
        QueueName queue,
        int limit,
        int quarantined,
        PriorityOrder order,
        long firstNumber,
        boolean limited,
        @Nullable PlaceWish places) {

    public ClaimRequest {
        if (limit < 0 || quarantined < 0 || limit + quarantined == 0) {
            throw new IllegalArgumentException("claim of " + limit + " + " + quarantined + " jobs asks for nothing");
        }
        if (places != null && !limited) {
            throw new IllegalArgumentException("a wish for places with a claim that looks at no settings");
        }
        if (epoch == 0 || firstNumber < 1) {
            throw new IllegalArgumentException("epoch " + epoch + ", first number " + firstNumber + ": no such token");
        }
    }

    /** Of a queue that nothing is known to be set for. */
    public ClaimRequest(
            long epoch, QueueName queue, int limit, int quarantined, PriorityOrder order, long firstNumber) {
        this(epoch, queue, limit, quarantined, order, firstNumber, false, null);
    }

    /** The same for a queue that may have settings. */
    public ClaimRequest heedingSettings() {
        return new ClaimRequest(epoch, queue, limit, quarantined, order, firstNumber, true, places);
    }

    /** The same for a queue that bounds how many of its jobs run at a time. */
    public ClaimRequest wishing(PlaceWish wish) {
        return new ClaimRequest(epoch, queue, limit, quarantined, order, firstNumber, true, wish);
    }

    /** The same for so many jobs. */
    ClaimRequest of(int jobs, int lost) {
        return new ClaimRequest(epoch, queue, jobs, lost, order, firstNumber, limited, places);
    }

    /** Whether jobs that such a node holds are counted against the bound for it: its own are not if it says what it runs. */
    public boolean counts(long holder) {
        return places == null || holder != epoch;
    }

    /** How many token numbers this request uses up. */
    public int numbers() {
        return limit + quarantined;
    }
}
