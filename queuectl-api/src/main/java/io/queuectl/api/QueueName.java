package io.queuectl.api;

import java.util.regex.Pattern;

/** The name of a queue: 1 to 64 letters, digits, {@code . _ -}, starting with a letter or digit. A queue exists as soon as a job names it. */
public record QueueName(String text) implements Comparable<QueueName> {

    /** What a queue name looks like, as error messages show it. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /** Where a job goes that names no queue. */
    public static final QueueName DEFAULT;

    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    static {
        DEFAULT = new QueueName("default");
    }

    /** @throws IllegalArgumentException if the text does not match {@link #PATTERN} */
    public QueueName {
        Names.require(SHAPE, text, "queue name", PATTERN);
    }

    public static QueueName of(String text) {
        return DEFAULT.text.equals(text) ? DEFAULT : new QueueName(text);
    }

    @Override
    public int compareTo(QueueName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
