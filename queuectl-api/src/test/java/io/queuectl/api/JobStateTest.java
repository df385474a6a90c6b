package io.queuectl.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The one table of legal moves, written out. */
class JobStateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "BLOCKED    | PENDING,DEAD,CANCELLED",
                "PENDING    | PROCESSING,CANCELLED",
                "PROCESSING | PENDING,COMPLETED,FAILED,DEAD,CANCELLED",
                "COMPLETED  | none",
                "FAILED     | PENDING,PROCESSING,CANCELLED",
                "DEAD       | BLOCKED,PENDING",
                "CANCELLED  | BLOCKED,PENDING",
                "INVALID    | none"
            })
    void aStateMayBecomeTheseAndNoOthers(JobState state, String next) {
        String moves = Arrays.stream(JobState.values())
                .filter(state::mayBecome)
                .map(Enum::name)
                .collect(Collectors.joining(","));
        assertThat(moves).isEqualTo(next == null ? "" : next);
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void theTextOfAStateNamesItAndNoStateIsBothWaitingAndOver(JobState state) {
        assertThat(JobState.ofText(state.text())).isEqualTo(state);
        assertThat(state.isClaimable() && state.isFinished()).isFalse();
        assertThat(state.isClaimable()).isEqualTo(state.mayBecome(JobState.PROCESSING));
        assertThat(state.isWaiting()).isEqualTo(state.isClaimable() || state == JobState.BLOCKED);
        assertThat(state.isRequeuable())
                .isEqualTo(
                        state.mayBecome(JobState.PENDING) && state != JobState.PROCESSING && state != JobState.BLOCKED);
    }

    @Test
    void anUnknownTextIsInvalid() {
        assertThat(JobState.ofText("PENDING")).isEqualTo(JobState.INVALID);
        assertThat(JobState.ofText("")).isEqualTo(JobState.INVALID);
    }

    @Test
    void whoWasTriedBeforeWaitsAsFailed() {
        assertThat(JobState.waiting(0)).isEqualTo(JobState.PENDING);
        assertThat(JobState.waiting(1)).isEqualTo(JobState.FAILED);
    }
}
