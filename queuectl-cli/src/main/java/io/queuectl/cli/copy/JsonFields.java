package io.queuectl.cli.copy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The fields of an object of JSON, each asked for by its name and sort. Throws {@link IllegalArgumentException}, which names what is wrong, and nothing else. One thread. */
final class JsonFields {

    private static final int DEPTH = 8;

    /** The largest payload in Base64, or wholly in escapes. */
    private static final int LONGEST_TEXT = 8 << 20;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private final Map<String, @Nullable Object> values;

    private JsonFields(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** One object and nothing else. */
    static JsonFields of(String line) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is no object of JSON");
            }
            JsonFields fields = new JsonFields(object(parser));
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more after the object");
            }
            return fields;
        } catch (JacksonException malformed) {
            String reason = String.valueOf(malformed.getOriginalMessage()).replaceAll(" \\(start marker at.*", "");
            throw new IllegalArgumentException("invalid JSON: " + reason, malformed);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            values.put(name, value(parser, parser.nextToken()));
        }
        return values;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> new JsonFields(object(parser));
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Object whole(JsonParser parser) {
        try {
            return parser.getLongValue();
        } catch (JacksonException tooLarge) {
            throw new IllegalArgumentException(
                    "the number " + parser.currentName() + " is beyond what any field holds", tooLarge);
        }
    }

    private static List<JsonFields> array(JsonParser parser) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a list holds something else than objects");
            }
            objects.add(new JsonFields(object(parser)));
        }
        return objects;
    }

    @Nullable
    String text(String name) {
        return take(name, String.class, "text");
    }

    String requiredText(String name) {
        return required(name, text(name));
    }

    @Nullable
    Long number(String name, long least, long most) {
        Long number = take(name, Long.class, "a whole number");
        if (number != null && (number < least || number > most)) {
            throw new IllegalArgumentException(name + " " + number + " is not within " + least + " to " + most);
        }
        return number;
    }

    long requiredNumber(String name, long least, long most) {
        return required(name, number(name, least, most));
    }

    double fraction(String name) {
        Object value = values.remove(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(name + " is no number");
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(take(name, Boolean.class, "true or false"));
    }

    @Nullable
    Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Instant at = Instant.parse(text);
            if (!at.isBefore(Instant.EPOCH) && !at.isAfter(LATEST)) {
                return Instant.ofEpochMilli(at.toEpochMilli());
            }
        } catch (DateTimeException none) {
            throw new IllegalArgumentException(name + " \"" + text + "\" is no time in UTC", none);
        }
        throw new IllegalArgumentException(name + " \"" + text + "\" is not within 1970 and 9999");
    }

    Instant requiredTime(String name) {
        return required(name, time(name));
    }

    @Nullable
    JsonFields object(String name) {
        return take(name, JsonFields.class, "an object");
    }

    List<JsonFields> objects(String name) {
        Object value = values.remove(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonFields.class::cast).toList();
        }
        throw new IllegalArgumentException(name + " is no list");
    }

    /** Every field, all of them texts. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : List.copyOf(values.keySet())) {
            texts.put(name, requiredText(name));
        }
        return texts;
    }

    /** Refuses what nobody asked for: it would be lost without a word. */
    void requireNoMore() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown field " + new TreeSet<>(values.keySet()).first());
        }
    }

    private <T> @Nullable T take(String name, Class<T> sort, String called) {
        Object value = values.remove(name);
        if (value == null || sort.isInstance(value)) {
            return sort.cast(value);
        }
        throw new IllegalArgumentException(name + " is not " + called);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
