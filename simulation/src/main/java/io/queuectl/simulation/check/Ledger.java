package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows from the events so far: jobs, roster, settings. Takes every event for true; whether it may be is for the invariants to say. */
final class Ledger {

    /** What is known of a queue. */
    static final class Queue {
        boolean paused;
        long pausedSince;
        long limit = Long.MAX_VALUE;
        long limitedSince;
    }

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Queue> queues = new HashMap<>();
    private final Set<String> roster = new HashSet<>();
    private final Map<String, Long> beats = new HashMap<>();
    private final Map<String, String> nodeOfEpoch = new HashMap<>();

    /** Until when each node was stopped, or when it last had trouble with the store. */
    private final Map<String, Long> troubles = new HashMap<>();

    private long lastTrouble = Long.MIN_VALUE / 2;
    private Event begin = Event.of(0, What.BEGIN, "", "");
    private int inserted;

    /** A fact of the first event. */
    long setting(String name, long otherwise) {
        return begin.number(name, otherwise);
    }

    /** Likewise. */
    @Nullable
    String setting(String name) {
        return begin.text(name);
    }

    Line line(String id) {
        return lines.computeIfAbsent(id, Line::new);
    }

    Collection<Line> lines() {
        return lines.values();
    }

    Queue queue(String name) {
        return queues.computeIfAbsent(name, unused -> new Queue());
    }

    boolean isOnRoster(String epoch) {
        return roster.contains(epoch);
    }

    /** Whether anybody said that such a node came. */
    boolean isKnownEpoch(String epoch) {
        return nodeOfEpoch.containsKey(epoch);
    }

    String nodeOf(String epoch) {
        return nodeOfEpoch.getOrDefault(epoch, "");
    }

    /** When an epoch joined or last renewed, in milliseconds. */
    long lastBeat(String epoch) {
        return beats.getOrDefault(epoch, Long.MIN_VALUE / 2);
    }

    /** When a node was last in the way of hearing and telling, in milliseconds; the end of time once it was killed. */
    long lastTrouble(String node) {
        return troubles.getOrDefault(node, Long.MIN_VALUE / 2);
    }

    /** When any node was, but for those that were killed. */
    long lastTrouble() {
        return lastTrouble;
    }

    private void trouble(String node, long until) {
        troubles.merge(node, until, Math::max);
        lastTrouble = Math.max(lastTrouble, until);
    }

    void take(Event event) {
        switch (event.what()) {
            case BEGIN -> begin = event;
            case ENQUEUE -> enqueued(event);
            case INSERT -> inserted(event);
            case CLAIM -> claimed(event);
            case START -> line(event.subject()).started.add(event.token());
            case SETTLE -> settled(event);
            case JOIN -> joined(event);
            case BEAT -> {
                if (event.outcome() == Outcome.OK) {
                    beats.put(event.subject(), event.millis());
                }
            }
            case DEATH, LEAVE -> {
                if (event.outcome() == Outcome.OK || event.outcome() == Outcome.UNKNOWN) {
                    roster.remove(event.subject());
                }
            }
            case STOP, FAULT -> trouble(event.node(), event.millis() + event.number("millis", 0));
            case CRASH -> troubles.put(event.node(), Long.MAX_VALUE);
            case MOVE -> moved(event);
            case SETTING -> set(event);
            case TICK -> ticked(event);
            default -> {}
        }
    }

    private void enqueued(Event event) {
        Line line = line(event.subject());
        line.promised |= event.outcome() == Outcome.OK || event.outcome() == Outcome.REPEATED;
        line.possible |= event.outcome() == Outcome.UNKNOWN;
        line.denied |= event.outcome() == Outcome.FAILED || event.outcome() == Outcome.REFUSED;
        if (line.number == 0 && event.outcome() != Outcome.FAILED) {
            describe(line, event);
        }
    }

    private void inserted(Event event) {
        Line line = line(event.subject());
        if (line.deleted) {
            line = anew(line);
        }
        line.number = ++inserted;
        line.state = "pending";
        line.waitsSince = event.millis();
        describe(line, event);
    }

    /** Whoever sent it again after its answer was lost has brought it back; that is another job of the same name. */
    private Line anew(Line gone) {
        Line line = new Line(gone.id);
        line.promised = gone.promised;
        line.possible = gone.possible;
        lines.put(line.id, line);
        return line;
    }

    private static void describe(Line line, Event event) {
        line.queue = orElse(event.text("queue"), line.queue);
        line.priority = event.number("priority", line.priority);
        line.runAt = event.number("runAt", line.runAt);
        line.max = event.number("max", line.max);
        line.key = orElse(event.text("key"), line.key);
        line.hash = orElse(event.text("hash"), line.hash);
    }

    private void claimed(Event event) {
        Line line = line(event.subject());
        if (event.outcome() != Outcome.OK) {
            line.doubtful |= event.outcome() == Outcome.UNKNOWN;
            return;
        }
        line.state = "processing";
        line.doubtful = false;
        line.token = event.token();
        line.holder = event.node();
        line.ordinal = event.number("ordinal", line.ordinal + 1);
        line.attempts = event.number("attempts", line.attempts);
        line.losses = event.number("losses", line.losses);
        line.claims++;
    }

    private void settled(Event event) {
        Line line = line(event.subject());
        if (event.outcome() == Outcome.UNKNOWN) {
            line.doubtful = true;
        }
        if (event.outcome() != Outcome.OK) {
            return;
        }
        String end = orElse(event.text("end"), "");
        line.state = orElse(event.text("to"), "");
        line.token = event.token();
        line.lastEnd = end;
        line.runAt = event.number("runAt", line.runAt);
        line.waitsSince = event.millis();
        switch (end) {
            case "lost" -> line.losses++;
            case "released", "snoozed" -> {}
            default -> line.attempts++;
        }
        line.cancelAsked &= !line.isFinished();
    }

    private void joined(Event event) {
        roster.add(event.subject());
        nodeOfEpoch.put(event.subject(), event.node());
        beats.put(event.subject(), event.millis());
    }

    private void moved(Event event) {
        Line line = line(event.subject());
        String verb = orElse(event.text("verb"), "");
        String answer = orElse(event.text("answer"), "");
        if (event.outcome() == Outcome.UNKNOWN) {
            line.doubtful = true;
            line.deleted |= verb.equals("delete");
        }
        if (event.outcome() != Outcome.OK) {
            return;
        }
        if (answer.equals("requested")) {
            line.cancelAsked = true;
        }
        if (!answer.equals("done")) {
            return;
        }
        line.waitsSince = event.millis();
        switch (verb) {
            case "cancel" -> {
                line.state = "cancelled";
                line.cancelAsked = false;
            }
            case "requeue" -> {
                line.state = "pending";
                line.attempts = 0;
                line.losses = 0;
                line.lastEnd = verb;
                // A job that is put back does not ask for its key again.
                line.key = "";
                line.cancelAsked = false;
                describe(line, event);
            }
            case "edit" -> describe(line, event);
            case "delete" -> line.deleted = true;
            default -> {}
        }
    }

    private void set(Event event) {
        Queue queue = queue(event.subject());
        boolean paused = "true".equals(event.text("paused"));
        if (paused && !queue.paused) {
            queue.pausedSince = event.millis();
        }
        queue.paused = paused && event.outcome() == Outcome.OK;
        long limit = event.number("limit", Long.MAX_VALUE);
        if (limit != queue.limit) {
            queue.limitedSince = event.millis();
        }
        queue.limit = event.outcome() == Outcome.OK ? limit : Long.MAX_VALUE;
    }

    private void ticked(Event event) {
        String ticks = event.text("ticks");
        if (ticks != null && !ticks.isEmpty() && event.outcome() != Outcome.FAILED) {
            for (String tick : ticks.split(" ")) {
                line(event.subject() + ":" + tick).promised |= event.outcome() == Outcome.OK;
                line(event.subject() + ":" + tick).possible = true;
            }
        }
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
