package io.queuectl.api;

import java.util.regex.Pattern;

/**
 * The name of one job, unique in its database for as long as the job is kept.
 *
 * <p>A caller may choose it; otherwise the store gives the decimal number of the row. It is 1 to 128 letters, digits,
 * {@code _ . : -}, and starts with a letter, a digit, {@code _} or {@code :}, so that it can be neither an option nor a
 * hidden file.
 */
public record JobId(String text) implements Comparable<JobId> {

    /** What an id looks like, as error messages show it. */
    public static final String PATTERN = "[A-Za-z0-9_:][A-Za-z0-9._:-]{0,127}";

    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    /** @throws IllegalArgumentException if the text does not match {@link #PATTERN} */
    public JobId {
        Names.require(SHAPE, text, "job id", PATTERN);
    }

    public static JobId of(String text) {
        return new JobId(text);
    }

    @Override
    public int compareTo(JobId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
