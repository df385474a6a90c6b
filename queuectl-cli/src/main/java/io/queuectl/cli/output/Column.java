package io.queuectl.cli.output;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param field which value of a {@link Row} it shows
 * @param heading what stands above it
 * @param shape how the value is laid out
 * @param usual the value that goes without saying, or {@code null}: a terminal shows no column that holds nothing else
 */
public record Column(
        String field, String heading, Shape shape, @Nullable String usual) {

    /** How a value is laid out. */
    public enum Shape {
        TEXT,
        /** Text that gives way when the line is too long. */
        LONG_TEXT,
        NUMBER,
        /** The text of a job's state, in its colour. */
        STATE,
        TIME,
        /** A number of milliseconds. */
        MILLIS
    }

    public static Column text(String field, String heading) {
        return new Column(field, heading, Shape.TEXT, null);
    }

    public static Column longText(String field, String heading) {
        return new Column(field, heading, Shape.LONG_TEXT, null);
    }

    public static Column number(String field, String heading) {
        return new Column(field, heading, Shape.NUMBER, null);
    }

    public static Column state(String field, String heading) {
        return new Column(field, heading, Shape.STATE, null);
    }

    public static Column time(String field, String heading) {
        return new Column(field, heading, Shape.TIME, null);
    }

    public static Column millis(String field, String heading) {
        return new Column(field, heading, Shape.MILLIS, null);
    }

    /** The same column, with a value that goes without saying. */
    public Column usually(String value) {
        return new Column(field, heading, shape, value);
    }

    /** Whether the row has something to say here. */
    boolean tells(Row row) {
        Object value = row.value(field);
        return value != null && !value.toString().equals(usual);
    }
}
