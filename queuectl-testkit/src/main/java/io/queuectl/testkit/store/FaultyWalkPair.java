package io.queuectl.testkit.store;

import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Receipt;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.FaultyStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A reference that never fails beside a store that is reached through faults, by a caller who goes on as the engine does: what
 * was refused is sent again, and a batch that was sent before says so. The reference gets what arrived at the store, no more and no less.
 */
final class FaultyWalkPair implements WalkPair {

    /** So many faults in a row are no chance any more. */
    private static final int PATIENCE = 50;

    private final WalkSide reference;
    private final WalkSide sound;
    private final WalkSide faulty;
    private final SplittableRandom random;

    /** Batches whose reply was lost, to be sent again when others have moved on. */
    private final Deque<Function<WalkSide, Batch>> doubtful = new ArrayDeque<>();

    FaultyWalkPair(JobStore reference, JobStore subject, Faults faults, SplittableRandom random) {
        this.reference = new WalkSide(reference);
        this.sound = new WalkSide(subject);
        this.faulty = new WalkSide(new FaultyStore(subject, faults));
        this.random = random;
    }

    @Override
    public WalkSide reference() {
        return reference;
    }

    @Override
    public WalkSide subject() {
        return sound;
    }

    @Override
    public boolean repeatsAtWill() {
        return true;
    }

    /** An answer that was lost cannot be compared; what the step did is seen at the next look. */
    @Override
    public <T> T take(Step step, Function<WalkSide, T> action) {
        for (int attempt = 1; ; attempt++) {
            try {
                T actual = action.apply(faulty);
                T expected = action.apply(reference);
                WalkPair.compare(step, expected, actual);
                return expected;
            } catch (StoreException failed) {
                if (failed.outcomeUnknown()) {
                    return action.apply(reference);
                }
                requirePlanted(step, failed, attempt);
            }
        }
    }

    @Override
    public Receipt exchange(Step step, Function<WalkSide, Batch> batch, boolean repeat) {
        if (!doubtful.isEmpty() && random.nextInt(3) == 0) {
            send(step, doubtful.remove(), true);
        }
        return send(step, batch, false);
    }

    @Override
    public void finish(Step step) {
        while (!doubtful.isEmpty()) {
            send(step, doubtful.remove(), true);
        }
    }

    private Receipt send(Step step, Function<WalkSide, Batch> batch, boolean sentBefore) {
        boolean repeated = sentBefore;
        Receipt first = null;
        for (int attempt = 1; ; attempt++) {
            boolean again = repeated;
            Function<WalkSide, Receipt> sending = side -> {
                Batch plain = batch.apply(side);
                return side.exchange(again ? plain.again() : plain);
            };
            repeated = true;
            try {
                Receipt actual = sending.apply(faulty);
                Receipt expected = sending.apply(reference);
                WalkPair.compare(step, WalkPair.lenient(expected), WalkPair.lenient(actual));
                return first == null ? expected : first;
            } catch (StoreException failed) {
                if (failed.outcomeUnknown()) {
                    Receipt applied = sending.apply(reference);
                    first = first == null ? applied : first;
                    if (applied.claims().isEmpty() && random.nextBoolean()) {
                        doubtful.add(batch);
                        return first;
                    }
                }
                requirePlanted(step, failed, attempt);
            }
        }
    }

    private static void requirePlanted(Step step, StoreException failed, int attempt) {
        if (!failed.isTransient() || attempt == PATIENCE) {
            throw new AssertionError(step.describe("after try " + attempt + " the store refused"), failed);
        }
    }
}
