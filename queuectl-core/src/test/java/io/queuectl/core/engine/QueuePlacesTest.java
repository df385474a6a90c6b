package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.PlaceWish;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No more jobs of a bounded queue are on their way to a slot than the node was given places. */
class QueuePlacesTest {

    private static final long POLL = 100;
    private static final int SLOTS = 4;

    private final Pool pool = new Pool(Service.of(QueueName.DEFAULT, SLOTS));
    private final QueuePlaces places =
            new QueuePlaces(SLOTS, List.of(), Duration.ofSeconds(1).toNanos());

    private long added;

    @Test
    void asManyStartAsThereArePlacesAndTheNextWhenOneEnds() throws InterruptedException {
        places.wish(9, 0, POLL);
        add(3);
        places.answered(2);
        assertThat(pool.running()).isZero();
        Claim first = pool.take().claim();
        pool.take();
        assertThat(pool.running()).isEqualTo(2);
        assertThat(pool.ahead()).isEqualTo(1);
        places.ended(first.token(), 5);

        assertThat(pool.take().claim()).isNotNull();
        assertThat(pool.ahead()).isZero();
    }

    @Test
    void whileARequestIsUnderWayNoMorePlacesAreUsedThanItSaid() throws InterruptedException {
        give(4, 1);
        PlaceWish wish = places.wish(9, 0, POLL);
        assertThat(wish).isEqualTo(new PlaceWish(1, 1, 4, 0));
        add(2);
        pool.take();
        assertThat(pool.ahead()).isEqualTo(2);
        assertThat(pool.running()).isEqualTo(1);
        places.answered(4);

        pool.take();
        pool.take();
        assertThat(pool.ahead()).isZero();
    }

    @Test
    void ofRequestsThatWereUnderWayTogetherTheLeastCounts() {
        assertThat(places.wish(9, 0, POLL)).isNotNull();
        assertThat(places.wish(9, POLL - 1, POLL)).isNull();
        assertThat(places.wish(9, POLL, POLL)).isNotNull();
        add(3);
        places.answered(1);
        places.answered(3);

        assertThat(startable()).isEqualTo(1);
    }

    @Test
    void aRequestThatWasNotHeededLeavesWhatItSaid() {
        give(3, 2);
        places.wish(9, 0, POLL);
        add(5);
        places.answered(null);

        assertThat(startable()).isEqualTo(2);
    }

    @Test
    void whoIsGivenLessKeepsWhatRuns() throws InterruptedException {
        give(4, 4);
        pool.take();
        pool.take();
        Claim third = pool.take().claim();
        pool.take();
        places.ended(third.token(), 5);
        places.wish(9, 0, POLL);
        add(1);
        places.answered(1);

        assertThat(startable()).isZero();
        assertThat(places.hasRoom(9, 0, POLL)).isFalse();
    }

    @Test
    void whatRanBeforeTheQueueWasBoundUsesPlaces() {
        QueuePlaces late = new QueuePlaces(SLOTS, List.of(new Token(7, 1), new Token(7, 2)), 1);

        assertThat(late.wish(3, 0, POLL)).isEqualTo(new PlaceWish(2, 2, 3, 0));
    }

    @Test
    void shortJobsAreClaimedAheadAsFarAsThePlacesGoAndLongOnesAreNot() throws InterruptedException {
        give(2, 2);
        places.ended(pool.take().claim().token(), Duration.ofMillis(1).toNanos());
        places.committed(Duration.ofMillis(10).toNanos());
        // In eight commits each place gets through eighty.
        assertThat(places.wish(9, 0, POLL)).isEqualTo(new PlaceWish(1, 1, 4, 160));
        places.answered(2);
        add(100);
        assertThat(places.isStocked()).isTrue();
        assertThat(places.wish(9, 0, POLL)).isEqualTo(new PlaceWish(101, 2, 4, 61));
        places.answered(2);

        for (int i = 0; i < 60; i++) {
            places.ended(pool.take().claim().token(), Duration.ofSeconds(9).toNanos());
            places.committed(Duration.ofMillis(10).toNanos());
        }
        assertThat(places.isStocked()).isTrue();
        assertThat(places.hasRoom(2, 0, POLL)).isFalse();
    }

    @Test
    void whatWaitedTooLongIsTakenBackAndNothingIsClaimedAheadAnyMore() throws InterruptedException {
        give(1, 2);
        places.ended(pool.take().claim().token(), 1);
        places.committed(Duration.ofMillis(10).toNanos());
        add(1);
        assertThat(places.takeBackStale(0)).isEmpty();

        assertThat(places.takeBackStale(1)).hasSize(1);
        assertThat(pool.ahead()).isEqualTo(1);
        assertThat(places.wish(1, 0, POLL)).isNull();
    }

    /** Room for so many, and so many jobs. */
    private void give(int count, int jobs) {
        places.wish(9, 0, POLL);
        places.answered(count);
        add(jobs);
    }

    private void add(int jobs) {
        for (int i = 0; i < jobs; i++) {
            places.add(pool, new Pool.Held(Claims.of(++added), 0));
        }
    }

    private int startable() {
        return pool.takeBack().size();
    }
}
