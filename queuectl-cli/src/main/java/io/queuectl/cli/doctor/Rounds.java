package io.queuectl.cli.doctor;

import io.queuectl.api.QueueView;
import io.queuectl.cli.output.TimeText;
import io.queuectl.core.Queues;
import io.queuectl.core.spi.Examination.Finding;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Looks at clock, nodes, claims and queues, and changes nothing. One thread. */
public final class Rounds {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final Duration LONG_LEASE = Duration.ofMinutes(5);
    private static final Duration LONG_WAIT = Duration.ofMinutes(5);
    private static final int COUNTED = 10_000;

    private final JobStore store;
    private final InstantSource clock;
    private final Wards wards;

    public Rounds(JobStore store, InstantSource clock, Wards wards) {
        this.store = store;
        this.clock = clock;
        this.wards = wards;
    }

    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Instant now = store.clock().instant();
        clock(now, findings);
        List<NodeView> roster = store.nodes().roster();
        roster.forEach(node -> node(node, now, findings));
        orphans(roster, findings);
        Queues.list(store.queues(), now).forEach(queue -> queue(queue, roster, now, findings));
        return findings;
    }

    private void clock(Instant now, List<Finding> findings) {
        Duration ahead = Duration.between(now, clock.instant());
        findings.add(
                ahead.abs().compareTo(CLOCK_TOLERANCE) > 0
                        ? Finding.warning(
                                "clock",
                                "this host's clock is " + TimeText.of(ahead.abs())
                                        + (ahead.isNegative() ? " behind" : " ahead of") + " the database's",
                                "synchronise it; jobs are due by the database's")
                        : Finding.info("clock", "this host's clock and the database's agree"));
    }

    private void node(NodeView node, Instant now, List<Finding> findings) {
        String name = "worker " + node.info().name();
        Duration lease = node.info().lease();
        Duration silence = node.silence() != null ? node.silence() : Duration.between(node.renewedAt(), now);
        boolean dead = wards.isDead(node);
        if (dead || silence.compareTo(lease) > 0) {
            int held = store.nodes().heldBy(node.info().epoch(), COUNTED).size();
            findings.add(Finding.error(
                            dead ? "dead-node" : "silent-node",
                            name + (dead ? " is dead" : " has been silent for " + TimeText.of(silence)) + " and holds "
                                    + held + (held == 1 ? " job" : " jobs"),
                            "any worker sees to it within its lease of " + TimeText.of(lease)
                                    + ": start one, or doctor --fix")
                    .fixed());
        }
        if (lease.compareTo(LONG_LEASE) > 0) {
            findings.add(Finding.warning(
                    "long-lease",
                    name + " has a lease of " + TimeText.of(lease) + ": for so long its jobs wait if its host dies",
                    "long jobs need no long lease, which is renewed while they run: worker start --lease 15s"));
        }
    }

    private void orphans(List<NodeView> roster, List<Finding> findings) {
        int orphans = store.nodes().orphans(COUNTED).size();
        if (orphans > 0) {
            findings.add(Finding.error(
                            "orphans",
                            orphans + (orphans == 1 ? " job is" : " jobs are") + " held by workers that are gone",
                            roster.isEmpty()
                                    ? "any worker gives them back within a second: start one, or doctor --fix"
                                    : "a worker gives them back within a second: look again, then doctor --fix")
                    .fixed());
        }
    }

    private static void queue(QueueView view, List<NodeView> roster, Instant now, List<Finding> findings) {
        Instant oldest = view.depth().oldestDue();
        if (oldest == null || Duration.between(oldest, now).compareTo(LONG_WAIT) <= 0) {
            return;
        }
        String what = "queue " + view.queue() + ": " + view.depth().due() + " due, the oldest for "
                + TimeText.of(Duration.between(oldest, now));
        if (view.settings().paused()) {
            findings.add(Finding.info("waiting", what + "; it is paused"));
        } else {
            findings.add(Finding.warning(
                    "waiting",
                    what + "; " + (roster.isEmpty() ? "no worker runs" : roster.size() + " on the roster"),
                    roster.isEmpty()
                            ? "queuectl worker start"
                            : "start more workers, or look at queuectl queues and its limits"));
        }
    }
}
