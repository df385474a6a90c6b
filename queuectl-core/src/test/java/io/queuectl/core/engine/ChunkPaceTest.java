package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.Moved;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A transaction that holds others up is followed by smaller ones, and those that do not by larger ones. */
class ChunkPaceTest {

    private final ChunkPace pace = new ChunkPace();

    @Test
    void aTransactionThatTakesTooLongIsFollowedByOneOfHalfItsSize() {
        int first = pace.size();
        take(first, Duration.ofMillis(21));

        assertThat(pace.size()).isEqualTo(first / 2);
    }

    @Test
    void howeverLongTheyTakeOneJobIsMovedAtATime() {
        for (int i = 0; i < 20; i++) {
            take(pace.size(), Duration.ofSeconds(1));
        }
        assertThat(pace.size()).isEqualTo(1);
    }

    @Test
    void aQuickOneIsFollowedByOneTwiceAsLargeUpToAThousand() {
        int first = pace.size();
        take(first, Duration.ofMillis(9));
        assertThat(pace.size()).isEqualTo(2 * first);
        for (int i = 0; i < 20; i++) {
            take(pace.size(), Duration.ZERO);
        }
        assertThat(pace.size()).isEqualTo(1_000);
    }

    @Test
    void oneThatTakesAboutAsLongAsItMayIsFollowedByAnotherOfItsSize() {
        int first = pace.size();
        take(first, Duration.ofMillis(15));

        assertThat(pace.size()).isEqualTo(first);
    }

    @Test
    void aLastOneThatHadLessToDoTellsNothingOfLargerOnes() {
        int first = pace.size();
        take(first - 1, Duration.ZERO);

        assertThat(pace.size()).isEqualTo(first);
    }

    /** The rule at work: jobs that take a tenth of a millisecond each, and then five times as long. */
    @Test
    void afterTheFirstFewTransactionsNoneTakesLongerThanItMay() {
        assertThat(longestOf(200, Duration.ofNanos(100_000))).isLessThanOrEqualTo(ChunkPace.LONGEST);
        take(pace.size(), Duration.ofNanos(500_000L * pace.size()));
        take(pace.size(), Duration.ofNanos(500_000L * pace.size()));
        take(pace.size(), Duration.ofNanos(500_000L * pace.size()));

        assertThat(longestOf(200, Duration.ofNanos(500_000))).isLessThanOrEqualTo(ChunkPace.LONGEST);
    }

    private Duration longestOf(int transactions, Duration perJob) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < transactions; i++) {
            Duration took = perJob.multipliedBy(pace.size());
            take(pace.size(), took);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        return longest;
    }

    private void take(int jobs, Duration took) {
        pace.learn(jobs, new Moved(jobs, took));
    }
}
