package io.queuectl.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One claim of a job and what became of it, as history keeps it. The attempt that is still running, or that completed the
 * job, is told from the job's own row; every other one has a row of its own. A job that was claimed ahead and given back
 * before it started leaves none.
 *
 * @param ordinal counts the claims of the job from 1, over requeues too; larger is later
 * @param node the name of the node that held it, or {@code null} where it is no longer known
 * @param startedAt when the handler started, else when it was claimed
 * @param endedAt {@code null} while it runs
 * @param end {@code null} while it runs
 * @param failure {@code null} where nothing failed
 */
public record Attempt(
        int ordinal,
        Token token,
        @Nullable String node,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable AttemptEnd end,
        @Nullable Failure failure) {}
