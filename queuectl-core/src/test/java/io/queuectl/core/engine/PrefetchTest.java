package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far ahead a pool claims. */
class PrefetchTest {

    private final Pool pool = new Pool(Service.everyQueue(4));
    private final Prefetch prefetch = new Prefetch(pool, Duration.ofSeconds(1).toNanos());

    @Test
    void nothingAheadUntilAJobHasShownHowLongItTakes() {
        prefetch.learn(Duration.ofMillis(1).toNanos());
        assertThat(prefetch.target()).isZero();
    }

    @Test
    void nothingAheadOfJobsThatAreSlowBesideACommit() {
        ended(10, Duration.ofMillis(100));
        prefetch.learn(Duration.ofMillis(1).toNanos());
        assertThat(prefetch.target()).isZero();
    }

    @Test
    void asManyAheadAsTheSlotsGetThroughDuringEightCommits() {
        ended(10, Duration.ofMillis(1));
        prefetch.learn(Duration.ofMillis(5).toNanos());
        assertThat(prefetch.target()).isEqualTo(4 * 40);
    }

    @Test
    void neverMoreThanTheMost() {
        ended(10, Duration.ofNanos(1));
        prefetch.learn(Duration.ofSeconds(5).toNanos());
        assertThat(prefetch.target()).isEqualTo(Prefetch.MAX);
    }

    @Test
    void noneAreExpectedToWaitLongerThanTheyMay() {
        ended(10, Duration.ofMillis(100));
        prefetch.learn(Duration.ofMinutes(1).toNanos());
        assertThat(prefetch.target()).isEqualTo(4 * 10);
    }

    @Test
    void jobsThatTurnOutSlowAreNotClaimedAheadAtOnceAgain() {
        ended(10, Duration.ofMillis(1));
        prefetch.learn(Duration.ofMillis(5).toNanos());
        prefetch.heldTooLong();
        prefetch.learn(Duration.ofMillis(5).toNanos());
        assertThat(prefetch.target()).isZero();
    }

    private void ended(int jobs, Duration each) {
        for (int i = 0; i < jobs; i++) {
            pool.attemptEnded(each.toNanos());
        }
    }
}
