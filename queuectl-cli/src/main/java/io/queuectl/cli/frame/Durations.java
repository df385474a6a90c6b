package io.queuectl.cli.frame;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Durations as people type them: {@code 500ms}, {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}. */
public final class Durations {

    public static final String FORM = "a duration looks like 500ms, 90s, 5m, 1h30m or 2d";

    /** Longer than any job waits or runs, and small enough to add to any instant. */
    private static final Duration MAX = Duration.ofDays(36_525);

    private Durations() {}

    /**
     * Reads one: numbers with units, largest unit first, each unit once.
     *
     * @param what the name of the value, for the error
     */
    public static Duration parse(String what, String text) {
        String typed = text.strip().toLowerCase(Locale.ROOT);
        Duration sum = Duration.ZERO;
        int at = 0;
        long unitBefore = Long.MAX_VALUE;
        while (at < typed.length()) {
            int digits = skip(typed, at, true);
            int letters = skip(typed, digits, false);
            long unit = unitMillis(typed.substring(digits, letters));
            if (digits == at || digits - at > 15 || unit == 0 || unit >= unitBefore) {
                throw refused(what, text);
            }
            try {
                long count = Long.parseLong(typed, at, digits, 10);
                sum = sum.plusMillis(Math.multiplyExact(count, unit));
            } catch (ArithmeticException tooLong) {
                throw tooLong(what, text, tooLong);
            }
            unitBefore = unit;
            at = letters;
        }
        if (typed.isEmpty()) {
            throw refused(what, text);
        }
        if (sum.compareTo(MAX) > 0) {
            throw tooLong(what, text, null);
        }
        return sum;
    }

    /** Reads one that must be above zero. */
    public static Duration parsePositive(String what, String text) {
        Duration read = parse(what, text);
        if (read.isZero()) {
            throw Refusal.usage(what + " " + Printable.quoted(text) + " is not above zero", FORM);
        }
        return read;
    }

    private static Refusal refused(String what, String text) {
        return Refusal.usage(what + " " + Printable.quoted(text) + " is not a duration", FORM);
    }

    private static Refusal tooLong(String what, String text, @Nullable Throwable cause) {
        String message = what + " " + Printable.quoted(text) + " is too long";
        return new Refusal(ExitCode.USAGE, message, "at most 100 years; " + FORM, cause);
    }

    private static int skip(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9') == digits) {
            at++;
        }
        return at;
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m", "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
    }
}
