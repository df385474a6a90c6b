package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** No node runs more at once than it has slots, no queue more on all nodes than it may, and the counts of states add up to the jobs. */
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
                started(event, ledger, complaints);
                if (here.size() > ledger.setting("slots", Long.MAX_VALUE)) {
                    complaints.accept("node " + event.node() + " runs " + here.size() + " jobs");
                }
            }
            case END -> running.getOrDefault(event.node(), new HashSet<>()).remove(event.token());
            case CRASH -> running.remove(event.node());
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

    /** How many run of what is held: what is claimed ahead waits for its place. */
    private void started(Event event, Ledger ledger, Consumer<String> complaints) {
        Line line = ledger.line(event.subject());
        Ledger.Queue queue = ledger.queue(line.queue);
        long since = event.millis() - Math.max(queue.limitedSince, ledger.lastTrouble());
        if (since <= ledger.setting("window", 0)) {
            return;
        }
        long others = ledger.lines().stream()
                .filter(other -> other.isHeld() && other != line && other.queue.equals(line.queue))
                .filter(other -> running.values().stream().anyMatch(here -> here.contains(other.token)))
                .count();
        if (others >= queue.limit) {
            complaints.accept("queue " + line.queue + " may run " + queue.limit + " and ran " + others + " before");
        }
    }
}
