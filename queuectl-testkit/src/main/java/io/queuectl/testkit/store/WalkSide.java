package io.queuectl.testkit.store;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobView;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the two stores of a walk. Its row numbers are its own: claims are remembered by their token, and what is compared
 * carries no number.
 */
final class WalkSide {

    final JobStore store;

    private final Map<Token, Claim> claims = new HashMap<>();

    WalkSide(JobStore store) {
        this.store = store;
    }

    Receipt exchange(Batch batch) {
        Receipt receipt = store.exchange(batch);
        List<Claimed> plain = new ArrayList<>();
        for (Claimed claimed : receipt.claims()) {
            claimed.claims().forEach(claim -> claims.put(claim.token(), claim));
            plain.add(new Claimed(
                            claimed.claims().stream().map(WalkSide::plain).toList(), claimed.nextDue(), claimed.known())
                    .giving(claimed.places()));
        }
        return new Receipt(receipt.settlements(), receipt.notes(), receipt.jobs(), plain);
    }

    /** The claim that this store gave under the token. */
    Claim claim(Token token) {
        Claim claim = claims.get(token);
        if (claim == null) {
            throw new AssertionError("no claim was given under token " + token);
        }
        return claim;
    }

    List<JobView> jobs(JobFilter filter, PageRequest.Order order, int pageSize) {
        return StoreScenario.everyJob(store, filter, order, pageSize).stream()
                .map(WalkSide::plain)
                .toList();
    }

    List<Claim> orphans() {
        return store.nodes().orphans(1_000).stream()
                .map(WalkSide::plain)
                .sorted(Comparator.comparing(Claim::id))
                .toList();
    }

    List<NodeView> roster() {
        return store.nodes().roster().stream()
                .map(WalkSide::plain)
                .sorted(Comparator.comparing(node -> node.info().epoch()))
                .toList();
    }

    List<Attempt> attempts(JobView job) {
        return store.queries().attempts(job.id()).stream().map(WalkSide::plain).toList();
    }

    private static Claim plain(Claim claim) {
        return new Claim(
                0,
                claim.id(),
                claim.kind(),
                claim.queue(),
                claim.priority(),
                claim.payload(),
                claim.limits(),
                claim.counters(),
                claim.token(),
                claim.ordinal(),
                claim.createdAt(),
                claim.runAt(),
                claim.claimedAt(),
                claim.process(),
                claim.cancelRequested(),
                claim.tags());
    }

    private static JobView plain(JobView job) {
        return new JobView(
                job.id(),
                0,
                job.kind(),
                job.queue(),
                job.payload(),
                job.state(),
                job.priority(),
                job.counters(),
                job.limits(),
                job.createdAt(),
                job.runAt(),
                job.startedAt(),
                job.finishedAt(),
                job.error(),
                job.token(),
                job.cancelRequested(),
                job.tags());
    }

    /** A store that has a clock of its own knows more about a node: that is not compared. */
    private static NodeView plain(NodeView node) {
        return new NodeView(node.info(), node.beat(), Instant.EPOCH, Instant.EPOCH, null, node.stop());
    }

    /** A store may forget the names of nodes that are gone. */
    private static Attempt plain(Attempt attempt) {
        return new Attempt(
                attempt.ordinal(),
                attempt.token(),
                null,
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.end(),
                attempt.failure());
    }
}
