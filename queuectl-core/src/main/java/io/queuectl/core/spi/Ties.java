package io.queuectl.core.spi;

import io.queuectl.api.Group;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.Unique;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ties a job to others: what it keeps from being there twice, whom it shares places with, and whom it waits or waited for.
 *
 * @param key the unique key that it took last, if nobody took it since, or {@code null}
 * @param group the one it is in, with as many places as that has now, 1 where nobody has one; or {@code null}
 * @param after those it waits or waited for, by their numbers
 */
public record Ties(@Nullable Key key, @Nullable Group group, List<Wait> after) {

    public static final Ties NONE = new Ties(null, null, List.of());

    public Ties {
        after = List.copyOf(after);
        if (group != null && !after.isEmpty()) {
            throw new IllegalArgumentException("a job that waits for others is in no group");
        }
    }

    /**
     * A unique key.
     *
     * @param text as in {@link Unique#key}
     * @param until when it is free again, for {@link Unique.Scope#WINDOW}, else {@code null}
     */
    public record Key(
            String text, Unique.Scope scope, @Nullable Instant until) {

        /** @throws IllegalArgumentException if the text is no unique key, or it is free at some time and has no window, or the other way round */
        public Key {
            Unique.of(text);
            if ((scope == Unique.Scope.WINDOW) != (until != null)) {
                throw new IllegalArgumentException("a unique key is free at some time if its scope is a window");
            }
        }
    }

    /**
     * That the job waits or waited for another.
     *
     * @param parentCreatedAt by which to know it from another that has its id elsewhere
     * @param met it is gone on without, though it did not complete
     */
    public record Wait(JobId parent, Instant parentCreatedAt, IfFailed ifFailed, boolean met) {}
}
