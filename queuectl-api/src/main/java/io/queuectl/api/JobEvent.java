package io.queuectl.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a job on this node, told after the row is written. */
public sealed interface JobEvent {

    JobId id();

    String kind();

    Token token();

    Instant at();

    /** An attempt starts. */
    record Started(JobId id, String kind, Token token, Instant at, int attempt) implements JobEvent {}

    /**
     * An attempt ended and the store took its settlement.
     *
     * @param to the state the job is in now
     * @param nextRunAt when it is due again, or {@code null} if it is finished
     */
    record Settled(
            JobId id,
            String kind,
            Token token,
            Instant at,
            Instant startedAt,
            AttemptEnd end,
            JobState to,
            @Nullable Instant nextRunAt,
            @Nullable Failure failure)
            implements JobEvent {}

    /** An attempt ended, but the job had been taken over by then: its outcome changes nothing. */
    record LeaseLost(JobId id, String kind, Token token, Instant at) implements JobEvent {}
}
