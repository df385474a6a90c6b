package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.queuectl.api.QueueName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a wish is divided between queues. */
class QueueTurnsTest {

    private final QueueTurns turns = new QueueTurns();
    private final QueueWatch a = new QueueWatch(QueueName.of("a"), 3, 0);
    private final QueueWatch b = new QueueWatch(QueueName.of("b"), 1, 0);
    private final Map<QueueWatch, Integer> got = new HashMap<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 8, 16, 17, 100, 1_000})
    void twoThatAlwaysHaveWorkGetTheirWeights(int wish) {
        for (int i = 0; i < 10_000 / wish + 100; i++) {
            serve(List.of(a, b), wish);
        }

        double share = (double) got.get(a) / (got.get(a) + got.get(b));
        assertThat(share).isCloseTo(0.75, within(0.05));
    }

    @Test
    void theWholeWishIsDividedWhateverTheWeights() {
        for (int count = 1; count <= 40; count++) {
            List<QueueWatch> many = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                many.add(new QueueWatch(QueueName.of("q" + i), i % 3 == 0 ? 1_000_000 : 1 + i % 7, 0));
            }
            for (int wish = 1; wish < 600; wish += 13) {
                List<QueueTurns.Ask> asks = turns.divide(many, wish);
                assertThat(asks).hasSizeBetween(1, 16).allMatch(ask -> ask.share() > 0);
                assertThat(asks.stream().mapToInt(QueueTurns.Ask::share).sum()).isEqualTo(wish);
            }
        }
    }

    @Test
    void aQueueThatHadNoWorkForAWhileOwesNothingAndIsOwedNothing() {
        for (int i = 0; i < 1_000; i++) {
            serve(List.of(b), 8);
        }
        got.clear();
        for (int i = 0; i < 100; i++) {
            serve(List.of(a, b), 8);
        }
        assertThat(got.get(b)).isBetween(160, 240);
    }

    @Test
    void whatDidNotComeIsNotCharged() {
        for (int i = 0; i < 100; i++) {
            for (QueueTurns.Ask ask : turns.divide(List.of(a, b), 8)) {
                if (ask.watch() == a) {
                    QueueTurns.refund(a, ask.share() - 1);
                    got.merge(a, 1, Integer::sum);
                } else {
                    got.merge(b, ask.share(), Integer::sum);
                }
            }
        }
        assertThat(got.get(a) / 3.0).isCloseTo(got.get(b), within(8.0));
    }

    @Test
    void noQueueOfManyStarvesHoweverFewAreAskedAtOnce() {
        List<QueueWatch> many = IntStream.range(0, 100)
                .mapToObj(i -> new QueueWatch(QueueName.of("q" + i), 1, 0))
                .toList();
        for (int i = 0; i < 200; i++) {
            serve(many, 4);
        }
        assertThat(got.values()).hasSize(100).allMatch(jobs -> jobs == 8);
    }

    private void serve(List<QueueWatch> ready, int wish) {
        turns.divide(ready, wish).forEach(ask -> got.merge(ask.watch(), ask.share(), Integer::sum));
    }
}
