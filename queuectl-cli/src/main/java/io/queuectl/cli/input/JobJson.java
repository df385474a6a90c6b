package io.queuectl.cli.input;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Suggestion;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Jobs as JSON: an object, an array of objects, or (from a stream) objects on lines of their own. Strict: unknown and repeated
 * fields, wrong types and trailing text are refused, with line and column. Reads in bounded memory.
 */
final class JobJson implements JobDrafts {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 1 << 22;

    private static final List<String> FIELDS = List.of(
            "id",
            "command",
            "cmd",
            "max_retries",
            "retries",
            "backoff_base",
            "timeout",
            "run_at",
            "next_run_at",
            "delay",
            "priority",
            "queue",
            "env",
            "cwd",
            "tags",
            "unique",
            "unique_for",
            "on_conflict",
            "after",
            "if_failed",
            "step",
            "group",
            "group_running");

    private static final String HINT = "queuectl enqueue --help names the fields; --shell takes the text as a command";

    private final JsonParser parser;
    private final boolean manyDocuments;
    private boolean inArray;
    private boolean started;
    private int lastLine;

    private JobJson(JsonParser parser, boolean manyDocuments) {
        this.parser = parser;
        this.manyDocuments = manyDocuments;
    }

    /** A text that holds one document. */
    static JobJson of(String text) {
        return new JobJson(factory().createParser(ObjectReadContext.empty(), text), false);
    }

    /** A stream of documents, each starting on a line of its own. */
    static JobJson of(InputStream stream) {
        try {
            return new JobJson(factory().createParser(ObjectReadContext.empty(), stream), true);
        } catch (JacksonException strange) {
            // It looks at the first bytes for what encoding they are in.
            throw malformed(strange);
        }
    }

    @Override
    public @Nullable JobDraft next() {
        try {
            return advance();
        } catch (StreamConstraintsException tooMuch) {
            String message = String.valueOf(tooMuch.getOriginalMessage());
            String limit = message.contains("nesting")
                    ? "JSON is nested more than " + MAX_DEPTH + " levels deep"
                    : "JSON holds a text that is too long: " + message;
            throw new Refusal(ExitCode.USAGE, limit, "a job is a flat object: {\"command\":\"echo hi\"}", tooMuch);
        } catch (JacksonException malformed) {
            throw malformed(malformed);
        }
    }

    private static Refusal malformed(JacksonException malformed) {
        String reason = String.valueOf(malformed.getOriginalMessage()).replaceAll(" \\(start marker at.*", "");
        return new Refusal(ExitCode.USAGE, "invalid JSON: " + reason + at(malformed.getLocation()), HINT, malformed);
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_TEXT)
                        .build())
                .build();
    }

    private @Nullable JobDraft advance() {
        JsonToken token = parser.nextToken();
        if (inArray && token == JsonToken.END_ARRAY) {
            inArray = false;
            lastLine = parser.currentTokenLocation().getLineNr();
            token = parser.nextToken();
        }
        if (token == null) {
            return null;
        }
        if (!inArray && started) {
            requireOwnLine();
        }
        started = true;
        if (token == JsonToken.START_ARRAY && !inArray) {
            inArray = true;
            return advance();
        }
        if (token != JsonToken.START_OBJECT) {
            throw refused(
                    "expected an object, found " + described(token), "a job looks like {\"command\":\"echo hi\"}");
        }
        JobDraft draft = new Fields().read();
        lastLine = parser.currentTokenLocation().getLineNr();
        return draft;
    }

    private void requireOwnLine() {
        if (!manyDocuments) {
            throw refused(
                    "unexpected text after the end of the JSON", "give one document: an object, or an array of them");
        }
        if (parser.currentTokenLocation().getLineNr() == lastLine) {
            throw refused(
                    "two JSON documents on one line", "put each object on a line of its own, or all into an array");
        }
    }

    private Refusal refused(String message, String hint) {
        return Refusal.usage(message + at(parser.currentTokenLocation()), hint);
    }

    private static String at(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private String described(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "the text " + Printable.quoted(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + Printable.quoted(parser.getString());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> parser.getString();
            default -> "something else";
        };
    }

    /** The fields of one object. */
    private final class Fields {

        private final JobDraft draft = new JobDraft();
        private final Map<String, String> spellings = new HashMap<>();

        JobDraft read() {
            String objectAt = at(parser.currentTokenLocation());
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                read(name);
            }
            if (draft.command == null) {
                throw Refusal.usage(
                        "missing command in the JSON object" + objectAt, "add one: {\"command\":\"echo hi\"}");
            }
            return draft;
        }

        private void read(String name) {
            switch (name) {
                case "id" -> draft.id = JobValues.id(text(name));
                case "command", "cmd" -> draft.command = once("command", name, JobValues.command(text(name)));
                case "max_retries", "retries" ->
                    draft.maxRetries = once("max_retries", name, JobValues.maxRetries(name, whole(name)));
                case "backoff_base", "base_backoff" ->
                    draft.backoffBase = once("backoff_base", name, JobValues.backoffBase(number(name)));
                case "timeout" -> draft.timeout = JobValues.timeout(name, duration(name));
                case "run_at", "next_run_at" -> readRunAt(name);
                case "delay" -> draft.start = once("start", name, JobValues.delay(name, duration(name)));
                case "priority" -> draft.priority = JobValues.priority(name, whole(name));
                case "queue" -> draft.queue = JobValues.queue(text(name));
                case "cwd" -> draft.cwd = text(name);
                case "env" -> readTexts("env", draft.env);
                case "tags" -> readTexts("tags", draft.tags);
                case "unique" -> draft.unique = text(name);
                case "unique_for" -> draft.uniqueFor = text(name);
                case "on_conflict" -> draft.onConflict = text(name);
                case "after" -> draft.after = readIds(name);
                case "if_failed" -> draft.ifFailed = text(name);
                case "step" -> draft.step = text(name);
                case "group" -> draft.group = text(name);
                case "group_running" -> draft.groupRunning = JobValues.groupRunning(name, whole(name));
                case "state", "attempts", "created_at", "updated_at" -> parser.skipChildren();
                default ->
                    throw refused(
                            "unknown field " + Printable.quoted(name) + " in the JSON object",
                            Suggestion.hint(name, FIELDS, "the fields are: " + String.join(", ", FIELDS)));
            }
        }

        /** Guards against two spellings of one field. */
        private <T> T once(String meaning, String name, T value) {
            String before = spellings.put(meaning, name);
            if (before != null) {
                throw refused(
                        "fields " + Printable.quoted(before) + " and " + Printable.quoted(name) + " say the same thing",
                        "keep one of the two");
            }
            return value;
        }

        private void readRunAt(String name) {
            String typed = text(name);
            draft.start = once("start", name, JobValues.runAt(name, typed));
            draft.notice = ZonedTimes.notice(name, typed);
        }

        private void readTexts(String field, Map<String, String> texts) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrongType(field, "an object of texts");
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                texts.put(name, text(field + "." + name));
            }
        }

        /** One id, or some. */
        private List<String> readIds(String name) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return List.of(text(name));
            }
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw wrongType(name, "an id or an array of ids");
            }
            List<String> ids = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                ids.add(text(name));
            }
            return ids;
        }

        private String text(String name) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw wrongType(name, "a text");
            }
            String text = parser.getString();
            JobValues.requireText("field " + Printable.quoted(name), text);
            return text;
        }

        private String whole(String name) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw wrongType(name, "a whole number");
            }
            return parser.getString();
        }

        private String number(String name) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    && parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
                throw wrongType(name, "a number");
            }
            return parser.getString();
        }

        /** A number is in seconds. */
        private String duration(String name) {
            return parser.currentToken() == JsonToken.VALUE_STRING ? text(name) : whole(name) + "s";
        }

        private Refusal wrongType(String name, String expected) {
            return refused(
                    "field " + Printable.quoted(name) + ": expected " + expected + ", found "
                            + described(parser.currentToken()),
                    HINT);
        }
    }
}
