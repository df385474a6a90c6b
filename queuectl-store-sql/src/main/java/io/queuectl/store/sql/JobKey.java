package io.queuectl.store.sql;

import io.queuectl.api.JobId;
import org.jspecify.annotations.Nullable;

/**
 * How a row carries a job's id. A decimal number of at most {@value #DIGITS} digits without leading zeros is the number of the
 * row, whoever chose it; everything else is a name. So an id never means two jobs.
 *
 * @param number of the row; 0 while a named job has none yet
 * @param name {@code null} if the number is the id
 */
record JobKey(long number, @Nullable String name) {

    /** Below 10^15 no step up from a chosen number overflows, and scripts in any language read it exactly. */
    static final int DIGITS = 15;

    /** The first number that can be the name of another job. */
    static final long AMBIGUOUS = 1_000_000_000_000_000L;

    /** What is sure to fit a {@code long}. */
    private static final int MOST_DIGITS = 18;

    static JobKey of(JobId id) {
        String text = id.text();
        return isNumber(text) ? number(Long.parseLong(text)) : new JobKey(0, text);
    }

    static JobKey number(long number) {
        return new JobKey(number, null);
    }

    /** The id of a row. */
    static JobId id(long number, @Nullable String name) {
        return JobId.of(name == null ? Long.toString(number) : name);
    }

    JobKey at(long row) {
        return new JobKey(row, name);
    }

    boolean isNumber() {
        return name == null;
    }

    JobId id() {
        return id(number, name);
    }

    /** The number of the row that this name could also be the id of, given once all shorter numbers were used; 0 if none. */
    long ambiguousNumber() {
        String text = name == null ? "" : name;
        return text.length() > DIGITS && text.length() <= MOST_DIGITS && isDecimal(text) ? Long.parseLong(text) : 0;
    }

    private static boolean isNumber(String text) {
        return text.length() <= DIGITS && isDecimal(text);
    }

    private static boolean isDecimal(String text) {
        return text.charAt(0) != '0' && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
