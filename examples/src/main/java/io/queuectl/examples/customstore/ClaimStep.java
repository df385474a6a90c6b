package io.queuectl.examples.customstore;

import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.QueueGrant;
import io.queuectl.core.spi.QueueRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers claim requests: due jobs in claim order, first those that were never lost, then those that were. */
final class ClaimStep {

    private final Database.Transaction transaction;
    private final Tables tables;
    private final Instant now;
    private final boolean repeated;

    ClaimStep(Database.Transaction transaction, Instant now, boolean repeated) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.now = now;
        this.repeated = repeated;
    }

    Claimed claim(ClaimRequest wish) {
        NodeRow node = tables.nodes().get(wish.epoch());
        if (node == null) {
            return Claimed.UNKNOWN_NODE;
        }
        List<JobRow> claims = repeated ? heldFrom(wish) : new ArrayList<>();
        QueueRow row = wish.limited() ? tables.queues().get(wish.queue()) : null;
        return row == null ? claim(wish, node, claims) : claimWithin(row, wish, node, claims);
    }

    /** No more than the settings of the queue let it have; a request that is sent again got all of that the first time. */
    private Claimed claimWithin(QueueRow row, ClaimRequest wish, NodeRow node, List<JobRow> before) {
        QueueGrant grant = row.grant(wish, held(wish), now);
        boolean lostIsDue = !pick(wish, true, 1).isEmpty();
        ClaimRequest granted = before.isEmpty() ? grant.within(wish, lostIsDue) : null;
        int taken = 0;
        if (granted != null) {
            claim(granted, node, before);
            taken = before.size();
        }
        QueueRow after = row.taken(grant, taken);
        if (!after.equals(row)) {
            transaction.write(new Entry.QueuePut(after));
        }
        Claimed claimed = answer(wish, before);
        return grant.answer(claimed.claims(), taken, claimed.nextDue());
    }

    /** How many jobs of the queue each node holds that counts. */
    private Map<Long, Integer> held(ClaimRequest wish) {
        return tables.processing()
                .filter(job -> job.plan().queue().equals(wish.queue()))
                .map(job -> job.held().token().epoch())
                .filter(wish::counts)
                .collect(Collectors.toMap(Function.identity(), epoch -> 1, Integer::sum));
    }

    /** Adds to what is claimed already. */
    private Claimed claim(ClaimRequest wish, NodeRow node, List<JobRow> claims) {
        long lost = claims.stream().filter(JobRow::wasLost).count();
        long next = claims.isEmpty()
                ? wish.firstNumber()
                : claims.get(claims.size() - 1).held().token().number() + 1;
        List<JobRow> picked = new ArrayList<>(pick(wish, false, wish.limit() - (claims.size() - lost)));
        picked.addAll(pick(wish, true, wish.quarantined() - lost));
        for (JobRow row : picked) {
            JobRow held = row.claim(new Token(wish.epoch(), next++), node.info().name(), now);
            transaction.put(held);
            claims.add(held);
        }
        return answer(wish, claims);
    }

    private Claimed answer(ClaimRequest wish, List<JobRow> claims) {
        QueueName queue = wish.queue();
        return new Claimed(
                claims.stream().map(JobRow::toClaim).toList(), tables.waiting().nextDue(queue, now), true);
    }

    private List<JobRow> pick(ClaimRequest wish, boolean lost, long limit) {
        return tables.waiting()
                .due(wish.queue(), lost, wish.order(), now)
                .limit(Math.max(0, limit))
                .toList();
    }

    /** What the request got when it was sent before and its answer was lost: known by the numbers of its tokens. */
    private List<JobRow> heldFrom(ClaimRequest wish) {
        List<JobRow> held = new ArrayList<>(tables.processing()
                .filter(row -> row.held().token().epoch() == wish.epoch())
                .filter(row -> {
                    long number = row.held().token().number();
                    return number >= wish.firstNumber() && number < wish.firstNumber() + wish.numbers();
                })
                .toList());
        held.sort(Comparator.comparing(row -> row.held().token().number()));
        return held;
    }
}
