package io.queuectl.cli.output;

/**
 * A column of a table.
 *
 * @param field which value of a {@link Row} it shows
 * @param heading what stands above it
 * @param shape how the value is laid out
 */
public record Column(String field, String heading, Shape shape) {

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
        return new Column(field, heading, Shape.TEXT);
    }

    public static Column longText(String field, String heading) {
        return new Column(field, heading, Shape.LONG_TEXT);
    }

    public static Column number(String field, String heading) {
        return new Column(field, heading, Shape.NUMBER);
    }

    public static Column state(String field, String heading) {
        return new Column(field, heading, Shape.STATE);
    }

    public static Column time(String field, String heading) {
        return new Column(field, heading, Shape.TIME);
    }

    public static Column millis(String field, String heading) {
        return new Column(field, heading, Shape.MILLIS);
    }
}
