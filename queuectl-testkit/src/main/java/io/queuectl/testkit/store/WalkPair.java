package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import java.util.List;
import java.util.function.Function;

/** The two stores of a walk, and how a step comes to both of them. */
interface WalkPair {

    WalkSide reference();

    /** The store under test, as it can be read at any time. */
    WalkSide subject();

    /** Takes the step on both, compares their answers, and answers what the reference did. */
    <T> T take(Step step, Function<WalkSide, T> action);

    /**
     * Has both exchange the batch, compares their answers, and answers what the reference did the first time.
     *
     * @param repeat send it a second time, as after a lost reply
     */
    Receipt exchange(Step step, Function<WalkSide, Batch> batch, boolean repeat);

    /** Whether any batch may be repeated, so that none should write a log: its lines may come twice. */
    default boolean repeatsAtWill() {
        return false;
    }

    /** Does what was left for later. */
    default void finish(Step step) {}

    static <T> void compare(Step step, T expected, T actual) {
        assertThat(actual).as(step.describe("the answer")).isEqualTo(expected);
    }

    /** Whether a settlement that changes nothing the second time is known or has been overtaken is all the same. */
    static Receipt lenient(Receipt receipt) {
        return new Receipt(lenient(receipt.settlements()), lenient(receipt.notes()), receipt.jobs(), receipt.claims());
    }

    private static List<Settled> lenient(List<Settled> answers) {
        return answers.stream()
                .map(answer -> answer == Settled.APPLIED ? answer : Settled.NOT_YOURS)
                .toList();
    }

    /** Where a walk is, for messages. */
    interface Step {
        String describe(String what);
    }

    /** Two stores that are reached without a fault. */
    record Sound(WalkSide reference, WalkSide subject) implements WalkPair {

        @Override
        public <T> T take(Step step, Function<WalkSide, T> action) {
            T expected = action.apply(reference);
            compare(step, expected, action.apply(subject));
            return expected;
        }

        @Override
        public Receipt exchange(Step step, Function<WalkSide, Batch> batch, boolean repeat) {
            Receipt first = take(step, side -> side.exchange(batch.apply(side)));
            if (repeat) {
                take(step, side -> lenient(side.exchange(batch.apply(side).again())));
            }
            return first;
        }
    }
}
