package io.queuectl.testkit;

import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.QueueGrant;
import io.queuectl.core.spi.QueueRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers claim requests: jobs in claim order, first those that were never lost, then those that were. */
final class MemoryClaims {

    private final MemoryData data;

    MemoryClaims(MemoryData data) {
        this.data = data;
    }

    Claimed claim(ClaimRequest wish, Instant now, boolean repeated) {
        if (!data.roster.containsKey(wish.epoch())) {
            return Claimed.UNKNOWN_NODE;
        }
        List<MemoryJob> taken = repeated ? takenBefore(wish) : new ArrayList<>();
        @Nullable QueueRow row = wish.limited() ? data.queues.get(wish.queue()) : null;
        return row == null ? claim(wish, now, taken) : claimWithin(row, wish, now, taken);
    }

    /** A request that is sent again got all it may have the first time. */
    private Claimed claimWithin(QueueRow row, ClaimRequest wish, Instant now, List<MemoryJob> taken) {
        QueueGrant grant = row.grant(wish, data.held(wish), now);
        boolean lostIsDue = waiting(wish).anyMatch(job -> wasLost(job) && !job.runAt.isAfter(now));
        ClaimRequest granted = taken.isEmpty() ? grant.within(wish, lostIsDue) : null;
        if (granted == null) {
            List<Claim> before = taken.stream().map(MemoryJob::held).toList();
            data.queues.put(wish.queue(), row.taken(grant, 0));
            return grant.answer(before, 0, nextDue(wish, now));
        }
        Claimed claimed = claim(granted, now, taken);
        int count = claimed.claims().size();
        data.queues.put(wish.queue(), row.taken(grant, count));
        return grant.answer(claimed.claims(), count, claimed.nextDue());
    }

    private Claimed claim(ClaimRequest wish, Instant now, List<MemoryJob> taken) {
        long nextNumber =
                taken.stream().mapToLong(MemoryClaims::tokenNumber).max().orElse(wish.firstNumber() - 1) + 1;
        for (MemoryJob job : pick(wish, now, taken)) {
            job.claim(new Token(wish.epoch(), nextNumber++), now);
            taken.add(job);
        }
        List<Claim> claims = taken.stream().map(MemoryJob::held).toList();
        return new Claimed(claims, nextDue(wish, now), true);
    }

    /** What to take for that wish beside what it holds already. */
    List<MemoryJob> pick(ClaimRequest wish, Instant now, List<MemoryJob> taken) {
        long lost = taken.stream().filter(MemoryClaims::wasLost).count();
        Predicate<MemoryJob> due = job -> !job.runAt.isAfter(now);
        Comparator<MemoryJob> order = MemoryData.claimOrder(
                wish.order() == PriorityOrder.HIGHEST_FIRST ? Comparator.reverseOrder() : Comparator.naturalOrder());
        List<MemoryJob> picked = new ArrayList<>();
        waiting(wish)
                .filter(due.and(job -> !wasLost(job)))
                .sorted(order)
                .limit(Math.max(0, wish.limit() - (taken.size() - lost)))
                .forEach(picked::add);
        waiting(wish)
                .filter(due.and(MemoryClaims::wasLost))
                .sorted(order)
                .limit(Math.max(0, wish.quarantined() - lost))
                .forEach(picked::add);
        return picked;
    }

    private List<MemoryJob> takenBefore(ClaimRequest wish) {
        List<MemoryJob> before = new ArrayList<>();
        for (long number = wish.firstNumber(); number < wish.firstNumber() + wish.numbers(); number++) {
            Token token = new Token(wish.epoch(), number);
            data.all().filter(job -> job.isHeldUnder(token)).forEach(before::add);
        }
        return before;
    }

    private @Nullable Instant nextDue(ClaimRequest wish, Instant now) {
        return waiting(wish)
                .map(job -> job.runAt)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Stream<MemoryJob> waiting(ClaimRequest wish) {
        return data.all().filter(job -> job.state.isClaimable() && job.queue.equals(wish.queue()));
    }

    private static boolean wasLost(MemoryJob job) {
        return job.counters.losses() > 0;
    }

    private static long tokenNumber(MemoryJob job) {
        return job.held().token().number();
    }
}
