package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** No node runs more at once than it has slots, no queue more than it may, and the counts of states add up to the jobs. */
final class LimitsHold implements Invariant {

    private final Map<String, Set<String>> running = new HashMap<>();
    private long counted;
    private long there;

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        switch (event.what()) {
            case START -> {
                Set<String> here = running.computeIfAbsent(event.node(), node -> new HashSet<>());
                here.add(event.token());
                if (here.size() > ledger.setting("slots", Long.MAX_VALUE)) {
                    complaints.accept("node " + event.node() + " runs " + here.size() + " jobs");
                }
            }
            case END -> running.getOrDefault(event.node(), new HashSet<>()).remove(event.token());
            case CRASH -> running.remove(event.node());
            case CLAIM -> given(event, ledger, complaints);
            case FINAL -> there++;
            case COUNT -> counted += event.number("count", 0);
            case END_OF_HISTORY -> {
                if (counted != there) {
                    complaints.accept("counted " + counted + " jobs, and " + there + " are there");
                }
            }
            default -> {}
        }
    }

    private static void given(Event event, Ledger ledger, Consumer<String> complaints) {
        Line line = ledger.line(event.subject());
        Ledger.Queue queue = ledger.queue(line.queue);
        long since = event.millis() - Math.max(queue.limitedSince, ledger.lastTrouble());
        if (event.outcome() != Outcome.OK || since <= ledger.setting("window", 0)) {
            return;
        }
        long held = ledger.lines().stream()
                .filter(other -> other.isHeld() && other != line && other.queue.equals(line.queue))
                .count();
        if (held >= queue.limit) {
            complaints.accept("queue " + line.queue + " may run " + queue.limit + " and ran " + held + " before");
        }
    }
}
