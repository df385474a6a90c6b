package io.queuectl.simulation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that happened, in order. Append-only; for one thread at a time. */
public final class History {

    private final List<Event> events = new ArrayList<>();

    /** An empty one. */
    public History() {}

    /** One of these. */
    public static History of(List<Event> events) {
        History history = new History();
        history.events.addAll(events);
        return history;
    }

    /** Adds what happened last. */
    public void add(Event event) {
        events.add(event);
    }

    /** What happened so far. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** One line for each event, in JSON. */
    public String ndjson() {
        return events.stream().map(EventText::write).collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * Reads {@link #ndjson} back. Empty lines are left out.
     *
     * @throws IllegalArgumentException if a line is none, with its number
     */
    public static History parse(String ndjson) {
        History history = new History();
        int number = 0;
        for (String line : ndjson.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                try {
                    history.add(EventText.read(line));
                } catch (IllegalArgumentException broken) {
                    throw new IllegalArgumentException("line " + number + ": " + broken.getMessage(), broken);
                }
            }
        }
        return history;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History history && events.equals(history.events);
    }

    @Override
    public int hashCode() {
        return events.hashCode();
    }

    /** For people: one line for each event. */
    @Override
    public String toString() {
        return events.stream().map(History::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Event event) {
        StringBuilder line = new StringBuilder("%12.3f %-7s %-6s %s"
                .formatted((event.at() % 1_000_000_000_000L) / 1_000.0, event.what(), event.node(), event.subject()));
        if (!event.token().isEmpty()) {
            line.append(' ').append(event.token());
        }
        if (event.outcome() != Outcome.OK) {
            line.append(' ').append(event.outcome());
        }
        event.facts()
                .forEach((name, value) ->
                        line.append(' ').append(name).append('=').append(value));
        return line.toString();
    }
}
