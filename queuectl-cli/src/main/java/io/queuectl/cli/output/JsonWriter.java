package io.queuectl.cli.output;

import io.queuectl.cli.frame.Printable;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** Turns a row into one line of JSON. Whatever a terminal might take for more than a letter is written as a {@code \}{@code u} escape. */
public final class JsonWriter {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().characterEscapes(new HarmfulEscapes()).build();

    private JsonWriter() {}

    public static String line(Row row) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
            write(row, json);
        }
        return line.toString();
    }

    private static void write(Row row, JsonGenerator json) {
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> field : row.values().entrySet()) {
            json.writeName(field.getKey());
            write(field.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void write(@Nullable Object value, JsonGenerator json) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Row row) {
            write(row, json);
        } else if (value instanceof List<?> rows) {
            json.writeStartArray();
            rows.forEach(row -> write(row, json));
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Instant time) {
            json.writeString(time.truncatedTo(ChronoUnit.MILLIS).toString());
        } else {
            json.writeString(value.toString());
        }
    }

    /** The escapes that JSON demands, and those that {@link Printable} makes. */
    private static final class HarmfulEscapes extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private final int[] ascii = standardAsciiEscapesForJSON();

        HarmfulEscapes() {
            ascii[0x7F] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            boolean pairHalf = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            return Printable.steers(character) && !pairHalf
                    ? new SerializedString("\\u" + String.format("%04x", character))
                    : null;
        }
    }
}
