package io.queuectl.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Counters;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a job on its way whose parents do not come along. */
class JobRecordTest {

    private static final Instant CREATED = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant NOW = CREATED.plusSeconds(60);

    @ParameterizedTest
    @CsvSource({"CANCEL, CANCELLED", "CONTINUE, BLOCKED", "DEAD, DEAD", "WAIT, CANCELLED"})
    void itsRuleSaysWhatBecomesOfABlockedJob(IfFailed rule, JobState expected) {
        JobRecord left = blocked(wait("a", rule, false), wait("b", IfFailed.WAIT, false))
                .without(wait -> wait.parent().equals(JobId.of("a")), NOW);

        assertThat(left.job().state()).isEqualTo(expected);
        assertThat(left.job().finishedAt()).isEqualTo(expected.isFinished() ? NOW : null);
        assertThat(left.ties().after()).containsExactly(wait("b", IfFailed.WAIT, false));
        if (expected.isFinished()) {
            assertThat(left.job().error()).contains("job a");
        }
    }

    @Test
    void whatItWentOnWithoutIsForgotten() {
        JobRecord left = blocked(wait("a", IfFailed.CANCEL, true), wait("b", IfFailed.CANCEL, false))
                .without(wait -> wait.parent().equals(JobId.of("a")), NOW);

        assertThat(left.job().state()).isEqualTo(JobState.BLOCKED);
        assertThat(left.ties().after()).containsExactly(wait("b", IfFailed.CANCEL, false));
    }

    private static Ties.Wait wait(String parent, IfFailed rule, boolean met) {
        return new Ties.Wait(JobId.of(parent), CREATED, rule, met);
    }

    private static JobRecord blocked(Ties.Wait... waits) {
        JobView job = new JobView(
                JobId.of("child"),
                7,
                "k",
                QueueName.DEFAULT,
                Payload.EMPTY,
                JobState.BLOCKED,
                0,
                Counters.ZERO,
                Limits.UNSET,
                CREATED,
                CREATED,
                null,
                null,
                null,
                null,
                false);
        return new JobRecord(1, job, null, List.of(), List.of(), JobOutput.NONE, new Ties(null, null, List.of(waits)));
    }
}
