package io.queuectl.simulation.history;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. Immutable.
 *
 * @param at when, in microseconds of one clock for the whole history; or zero where nobody knows better than the order
 * @param node who did it, or whom it befell
 * @param subject see {@link What}
 * @param token under which it was done, or empty
 * @param facts see {@link What}
 */
public record Event(
        long at, What what, String node, String subject, String token, Outcome outcome, Map<String, String> facts) {

    /** Copies the facts. */
    public Event {
        facts = new LinkedHashMap<>(facts);
    }

    /** One that went well, without token and facts. */
    public static Event of(long at, What what, String node, String subject) {
        return new Event(at, what, node, subject, "", Outcome.OK, Map.of());
    }

    /** The same under a token. */
    public Event under(String other) {
        return new Event(at, what, node, subject, other, outcome, facts);
    }

    /** The same that ended so. */
    public Event ended(Outcome other) {
        return new Event(at, what, node, subject, token, other, facts);
    }

    /** The same with one more fact; none if the value is {@code null}. */
    public Event with(String name, @Nullable Object value) {
        Event copy = new Event(at, what, node, subject, token, outcome, facts);
        if (value != null) {
            copy.facts.put(name, value.toString());
        }
        return copy;
    }

    /** Whether it is of that sort and went well. */
    public boolean isDone(What sort) {
        return what == sort && outcome == Outcome.OK;
    }

    /** A fact, or {@code null}. */
    public @Nullable String text(String name) {
        return facts.get(name);
    }

    /** A fact that is a whole number. */
    public long number(String name, long otherwise) {
        String text = facts.get(name);
        return text == null ? otherwise : Long.parseLong(text);
    }

    /** The epoch of its token, or empty. */
    public String epoch() {
        int dash = token.lastIndexOf('-');
        return dash < 0 ? "" : token.substring(0, dash);
    }

    /** When it happened, in milliseconds. */
    public long millis() {
        return at / 1_000;
    }
}
