package io.queuectl.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.QueueName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who may run how many jobs of a bounded queue. */
class NodePlacesTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    @Test
    void theFirstGetsAllItWantsAndTheNextWhatIsLeft() {
        NodePlaces.Answer first = NodePlaces.NONE.give(1, wish(0, 3), 5, Map.of(), NOW);
        assertThat(first.count()).isEqualTo(3);
        NodePlaces.Answer second = first.after().give(2, wish(0, 4), 5, Map.of(1L, 90), NOW);

        assertThat(second.count()).isEqualTo(2);
        assertThat(second.after().text()).isEqualTo("1:3 2:2");
    }

    @Test
    void aNodeUsesNoMorePlacesThanItHoldsJobs() {
        NodePlaces places = NodePlaces.parse("1:3");

        assertThat(places.give(2, wish(0, 9), 5, Map.of(1L, 1), NOW).count()).isEqualTo(4);
        assertThat(places.give(2, wish(0, 9), 5, Map.of(), NOW).after().text()).isEqualTo("2:5");
    }

    @Test
    void aNodeThatSaysNothingRunsAllItHolds() {
        assertThat(NodePlaces.NONE.give(2, wish(0, 9), 5, Map.of(1L, 4), NOW).count())
                .isEqualTo(1);
        assertThat(NodePlaces.parse("1:2").running(Map.of(1L, 9, 3L, 4))).isEqualTo(6);
    }

    @Test
    void whoGotNoneIsLeftAFairPartForAWhile() {
        NodePlaces.Answer none = NodePlaces.parse("1:4").give(2, wish(0, 4), 4, Map.of(1L, 9), NOW);
        assertThat(none.count()).isZero();
        assertThat(none.after().text()).isEqualTo("1:4 2:0@1000000");
        NodePlaces.Answer less = none.after().give(1, wish(4, 4), 4, Map.of(), NOW);
        assertThat(less.count()).isEqualTo(2);
        assertThat(less.after().text()).as("what it goes on using").isEqualTo("1:4 2:0@1000000");
        NodePlaces.Answer kept = less.after().give(1, wish(2, 4), 4, Map.of(), NOW);
        assertThat(kept.after().give(2, wish(0, 4), 4, Map.of(1L, 9), NOW).count())
                .isEqualTo(2);

        assertThat(kept.after()
                        .give(1, wish(2, 4), 4, Map.of(), NOW.plusSeconds(5))
                        .after()
                        .text())
                .isEqualTo("1:4");
    }

    @Test
    void thatItWaitsIsNotWrittenEachTimeThatItAsks() {
        NodePlaces waits = NodePlaces.parse("1:4 2:0@1000000");
        Map<Long, Integer> held = Map.of(1L, 9);

        assertThat(waits.give(2, wish(0, 4), 4, held, NOW.plusMillis(1_999)).after())
                .isEqualTo(waits);
        assertThat(waits.give(2, wish(0, 4), 4, held, NOW.plusSeconds(2)).after())
                .isEqualTo(NodePlaces.parse("1:4 2:0@1002000"));
    }

    @Test
    void whoPollsAnIdleQueueWritesNothing() {
        QueueRow row = QueueRow.none(QueueName.DEFAULT).changed(settings -> settings.maxRunning(4), NOW);
        QueueRow held = row.taken(row.grant(request(1, 0), Map.of(), NOW), 3);
        assertThat(held.places().text()).isEqualTo("1:4");

        assertThat(held.taken(held.grant(request(1, 0), Map.of(), NOW), 0)).isEqualTo(held);
        assertThat(held.taken(held.grant(request(2, 0), Map.of(), NOW), 0)).isEqualTo(held);
        assertThat(held.taken(held.grant(request(2, 0), Map.of(), NOW), 1)
                        .places()
                        .text())
                .isEqualTo("2:4");
        assertThat(row.taken(row.grant(request(2, 2), Map.of(), NOW), 0)
                        .places()
                        .text())
                .as("it starts what it holds")
                .isEqualTo("2:4");
    }

    @Test
    void aBoundThatWasLoweredTakesNothingAwayThatRuns() {
        NodePlaces.Answer less = NodePlaces.parse("1:4").give(1, wish(4, 4), 1, Map.of(), NOW);

        assertThat(less.count()).isEqualTo(1);
        assertThat(less.after().running(Map.of(1L, 9))).isEqualTo(4);
    }

    @Test
    void whatNobodyWroteIsLeftOut() {
        assertThat(NodePlaces.parse("1:2 x:1 3 4:-1 5:99999999999 6:1:1:1 7:0@soon  8:1"))
                .isEqualTo(NodePlaces.parse("1:2 7:0 8:1"));
        assertThat(NodePlaces.parse(null).text()).isNull();
        assertThat(NodePlaces.parse("")).isEqualTo(NodePlaces.NONE);
    }

    /** Nodes that hold on to what they said, and start no more than they were given. */
    @Test
    void togetherTheyNeverRunMoreThanTheQueueMay() {
        for (int seed = 1; seed <= 300; seed++) {
            SplittableRandom dice = new SplittableRandom(seed);
            int most = 1 + dice.nextInt(8);
            NodePlaces places = NodePlaces.NONE;
            Map<Long, Integer> given = new TreeMap<>();
            Map<Long, Integer> held = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                long node = dice.nextInt(1, 5);
                int mine = held.getOrDefault(node, 0);
                int left = Math.max(0, mine - dice.nextInt(4));
                int kept = Math.min(left, given.getOrDefault(node, 0));
                Map<Long, Integer> others = new HashMap<>(held);
                others.remove(node);
                others.values().removeIf(count -> count == 0);
                NodePlaces.Answer answer =
                        places.give(node, wish(kept, 1 + dice.nextInt(6)), most, others, NOW.plusMillis(i * 100L));
                places = answer.after();
                given.put(node, answer.count());
                held.put(node, left + (answer.count() == 0 ? 0 : dice.nextInt(9)));

                // One that was given less than it goes on using uses that.
                int running = Math.min(Math.max(answer.count(), kept), held.get(node));
                for (Map.Entry<Long, Integer> other : others.entrySet()) {
                    running += Math.min(given.getOrDefault(other.getKey(), 0), other.getValue());
                }
                assertThat(running).as("seed %d, step %d", seed, i).isLessThanOrEqualTo(most);
            }
        }
    }

    private static ClaimRequest request(long epoch, int held) {
        return new ClaimRequest(epoch, QueueName.DEFAULT, 5, 0, PriorityOrder.HIGHEST_FIRST, 1)
                .wishing(new PlaceWish(held, 0, 4, 1));
    }

    private static PlaceWish wish(int kept, int wanted) {
        return new PlaceWish(kept, kept, wanted, 0);
    }
}
