package io.queuectl.cli.output;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named values about one thing, in the order they are documented: text, whole numbers, times, yes or no, further rows, or
 * {@code null} for what there is not. Not thread-safe.
 */
public final class Row {

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    public Row text(String name, @Nullable String value) {
        return put(name, value);
    }

    public Row number(String name, @Nullable Number value) {
        return put(name, value == null ? null : value.longValue());
    }

    public Row time(String name, @Nullable Instant value) {
        return put(name, value);
    }

    public Row flag(String name, boolean value) {
        return put(name, value);
    }

    public Row row(String name, @Nullable Row value) {
        return put(name, value);
    }

    public Row rows(String name, List<Row> value) {
        return put(name, List.copyOf(value));
    }

    /** Adds the values of another row. */
    public Row all(Row other) {
        values.putAll(other.values);
        return this;
    }

    /** The names, in order. */
    public List<String> names() {
        return new ArrayList<>(values.keySet());
    }

    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The value as a program reads it, not made safe: times in ISO-8601 UTC; empty where there is none. */
    public String plain(String name) {
        Object value = value(name);
        return value == null ? "" : value.toString();
    }

    private Row put(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    /** The rows within, as {@code name=value} pairs. */
    @Override
    public String toString() {
        return values.toString();
    }
}
