package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a node takes the server's time for when answers come late. */
class ServerClockTest {

    private static final long START = 1_800_000_000_000L;

    private long passedMicros;
    private long offMillis;

    private final ServerClock clock = new ServerClock(this::nanos);

    private long nanos() {
        return TimeUnit.MICROSECONDS.toNanos(passedMicros);
    }

    private void pass(long millis) {
        passedMicros += TimeUnit.MILLISECONDS.toMicros(millis);
    }

    private long server() {
        return START + offMillis + TimeUnit.MICROSECONDS.toMillis(passedMicros);
    }

    private long seen() {
        return clock.instant().toEpochMilli();
    }

    /** Asks the server, to which the question takes so long, and its answer back. */
    private void ask(long thereMillis, long backMillis) {
        long before = nanos();
        pass(thereMillis);
        long said = server();
        pass(backMillis);
        clock.heard(said, before, nanos());
    }

    @Test
    void theFirstAnswerIsTakenForTheMiddleOfTheRoundTrip() {
        ask(10, 10);

        assertThat(seen()).isEqualTo(server());
        pass(1_234);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(server()));
    }

    @Test
    void oneThatIsStoppedWhileItAsksKeepsTheTime() {
        ask(0, 0);
        ask(0, 60_000);
        assertThat(seen()).isEqualTo(server());

        ask(60_000, 0);
        assertThat(seen()).isEqualTo(server());
    }

    @Test
    void aFirstAnswerThatWasWrongIsPutRightByTheNext() {
        ask(0, 4_000);
        assertThat(seen()).isEqualTo(server() - 2_000);

        ask(1, 1);
        assertThat(seen()).isBetween(server() - 2, server() + 2);
    }

    @Test
    void answersThatAreSlowOnEitherWayDoNotTurnItBack() {
        ask(1, 1);
        long last = seen();
        for (int i = 0; i < 1_000; i++) {
            ask(i % 7, i % 5);
            assertThat(seen()).isGreaterThanOrEqualTo(last).isBetween(server() - 2, server() + 2);
            last = seen();
            passedMicros += 370;
        }
    }

    @Test
    void itFollowsAServerWhoseClockJumps() {
        ask(1, 1);
        for (long jump : new long[] {7_200_000, -7_200_000}) {
            offMillis += jump;
            ask(1, 1);
            assertThat(seen()).isBetween(server() - 3, server() + 3);
        }
    }

    @Test
    void oneThatWasSuspendedWithItsMonotonicClockIsAskedAndPutRight() {
        ask(1, 1);
        offMillis += 30_000;
        assertThat(clock.isStale()).isFalse();
        pass(10_001);
        assertThat(clock.isStale()).isTrue();
        ask(1, 1);
        assertThat(clock.isStale()).isFalse();
        assertThat(seen()).isBetween(server() - 3, server() + 3);
    }
}
