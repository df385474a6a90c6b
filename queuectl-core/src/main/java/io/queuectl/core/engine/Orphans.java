package io.queuectl.core.engine;

import io.queuectl.api.Token;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Settles what dead nodes left behind where no engine runs that would: by the rule of {@link Verdict}, under their tokens. Stateless. */
public final class Orphans {

    private static final int AT_ONCE = 200;

    private Orphans() {}

    /**
     * Makes lost outcomes of all orphans, and answers how many.
     *
     * @param maxLosses how often a job may be lost before it is dead
     * @param first is told of each claim before it is settled, to end what still runs of it
     */
    public static int settle(JobStore store, int maxLosses, Consumer<Claim> first, Instant now) {
        int settled = 0;
        List<Claim> orphans = store.nodes().orphans(AT_ONCE);
        while (!orphans.isEmpty()) {
            orphans.forEach(first);
            List<Settlement> lost =
                    orphans.stream().map(claim -> lost(claim, maxLosses, now)).toList();
            int before = settled;
            for (Settled answer : store.exchange(Batch.of(now).settle(lost)).settlements()) {
                settled += answer == Settled.APPLIED ? 1 : 0;
            }
            orphans = settled == before ? List.of() : store.nodes().orphans(AT_ONCE);
        }
        return settled;
    }

    private static Settlement lost(Claim claim, int maxLosses, Instant now) {
        RetryRule rule = new RetryRule(Integer.MAX_VALUE, maxLosses, Backoff.DEFAULT);
        return Verdict.of(
                claim,
                new Outcome.Lost("node " + Token.epochText(claim.token().epoch())),
                rule,
                claim.claimedAt(),
                now,
                () -> 0);
    }
}
