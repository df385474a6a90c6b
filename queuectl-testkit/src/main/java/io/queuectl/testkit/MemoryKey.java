package io.queuectl.testkit;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Unique;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who had a unique key last. */
record MemoryKey(long number, JobId id, Unique unique, Instant takenAt) {

    /** Where such a key is found. */
    record Place(String kind, String key) {}

    boolean isHeld(@Nullable MemoryJob holder, Instant now) {
        JobState state = holder == null ? JobState.COMPLETED : holder.state;
        return switch (unique.scope()) {
            case WAITING -> state.isWaiting();
            case UNFINISHED -> !state.isFinished();
            case WINDOW -> unique.window() != null && now.isBefore(takenAt.plus(unique.window()));
            case FOREVER -> true;
        };
    }
}
