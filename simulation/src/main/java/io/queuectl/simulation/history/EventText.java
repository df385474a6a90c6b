package io.queuectl.simulation.history;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An event as one flat object of JSON: strings and whole numbers, the facts beside the rest. */
final class EventText {

    private final String text;
    private int position;

    private EventText(String text) {
        this.text = text;
    }

    static String write(Event event) {
        StringBuilder out = new StringBuilder("{\"at\":").append(event.at());
        field(out, "what", event.what().name().toLowerCase(Locale.ROOT));
        field(out, "node", event.node());
        field(out, "subject", event.subject());
        if (!event.token().isEmpty()) {
            field(out, "token", event.token());
        }
        if (event.outcome() != Outcome.OK) {
            field(out, "outcome", event.outcome().name().toLowerCase(Locale.ROOT));
        }
        event.facts().forEach((name, value) -> field(out, name, value));
        return out.append('}').toString();
    }

    /** @throws IllegalArgumentException if it is none */
    static Event read(String line) {
        Map<String, String> fields = new EventText(line).fields();
        String at = fields.remove("at");
        String what = fields.remove("what");
        String node = fields.remove("node");
        String subject = fields.remove("subject");
        String token = fields.remove("token");
        String outcome = fields.remove("outcome");
        if (what == null) {
            throw new IllegalArgumentException("an event without \"what\"");
        }
        return new Event(
                at == null ? 0 : Long.parseLong(at),
                What.valueOf(what.toUpperCase(Locale.ROOT)),
                node == null ? "" : node,
                subject == null ? "" : subject,
                token == null ? "" : token,
                outcome == null ? Outcome.OK : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                fields);
    }

    private static void field(StringBuilder out, String name, String value) {
        out.append(',');
        string(out, name);
        out.append(':');
        string(out, value);
    }

    private static void string(StringBuilder out, String value) {
        out.append('"');
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        out.append('"');
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        expect('{');
        while (peek() != '}') {
            if (!fields.isEmpty()) {
                expect(',');
            }
            String name = quoted();
            expect(':');
            if (fields.put(name, peek() == '"' ? quoted() : bare()) != null) {
                throw new IllegalArgumentException("two fields \"" + name + "\"");
            }
        }
        expect('}');
        if (peek() != '\0') {
            throw new IllegalArgumentException("something follows at " + position);
        }
        return fields;
    }

    private char peek() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new IllegalArgumentException("no " + wanted + " at " + position);
        }
        position++;
    }

    private String bare() {
        int start = position;
        while (position < text.length() && ",}".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position).trim();
    }

    private String quoted() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            char c = text.charAt(position++);
            value.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return value.toString();
    }

    private char escaped() {
        if (position >= text.length()) {
            throw new IllegalArgumentException("an escape without end");
        }
        char c = text.charAt(position++);
        switch (c) {
            case 'n' -> {
                return '\n';
            }
            case 't' -> {
                return '\t';
            }
            case 'r' -> {
                return '\r';
            }
            case 'u' -> {
                if (position + 4 > text.length()) {
                    throw new IllegalArgumentException("an escape without end");
                }
                position += 4;
                return (char) Integer.parseInt(text, position - 4, position, 16);
            }
            default -> {
                return c;
            }
        }
    }
}
