package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Token;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That numbers are unique and tell their lane. */
class TokenNumbersTest {

    @Test
    void aTokenTellsTheLaneItWasClaimedThroughHoweverManyAreTaken() {
        TokenNumbers numbers = new TokenNumbers(3);
        List<Long> seen = new ArrayList<>();
        for (int round = 0; round < 500; round++) {
            for (int lane = 0; lane < 3; lane++) {
                long first = numbers.take(lane, 10_000);
                assertThat(numbers.lane(new Token(7, first))).isEqualTo(lane);
                assertThat(numbers.lane(new Token(7, first + 9_999))).isEqualTo(lane);
                seen.add(first);
            }
        }
        seen.sort(null);
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i) - seen.get(i - 1)).isGreaterThanOrEqualTo(10_000);
        }
    }
}
