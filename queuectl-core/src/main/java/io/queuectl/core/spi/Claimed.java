package io.queuectl.core.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one claim request.
 *
 * @param claims in claim order; those that were lost before come last
 * @param nextDue when the next waiting job of the queue comes due that this answer does not hold and that was not due yet, or
 *     {@code null} if there is none; where the queue has no permit left, when it has the next
 * @param known {@code false} if the node is not on the roster: it was declared dead, or never joined, and got nothing
 * @param places how many of the queue's jobs the node may run at a time from now on, or {@code null} if it said nothing of places or the queue bounds nothing
 */
public record Claimed(
        List<Claim> claims,
        @Nullable Instant nextDue,
        boolean known,
        @Nullable Integer places) {

    /** The answer to a node that is not on the roster. */
    public static final Claimed UNKNOWN_NODE = new Claimed(List.of(), null, false, null);

    public Claimed {
        claims = List.copyOf(claims);
    }

    /** Where nothing is to be said of places. */
    public Claimed(List<Claim> claims, @Nullable Instant nextDue, boolean known) {
        this(claims, nextDue, known, null);
    }

    /** The same for a node that said what places it wishes. */
    public Claimed giving(@Nullable Integer count) {
        return new Claimed(claims, nextDue, known, count);
    }
}
