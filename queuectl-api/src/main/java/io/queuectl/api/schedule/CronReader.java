package io.queuectl.api.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a cron expression one after the other. Every refusal says what is wrong with which field, and where it begins. By hand and not by
 * patterns, so that no text takes longer to refuse than to read. Used once.
 */
final class CronReader {

    /** As long as an expression may be: far above any that means something. */
    static final int LONGEST = 256;

    private final String text;
    private final List<String> fields = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();

    CronReader(String text) {
        this.text = text;
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "cron expression of " + text.length() + " characters is longer than " + LONGEST);
        }
        split();
        if (fields.size() < 5 || fields.size() > 6) {
            throw refused("has " + fields.size()
                    + " fields, not 5 (minute hour day-of-month month day-of-week) or 6 (a second before them)");
        }
    }

    private void split() {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !isBlank(text.charAt(end))) {
                end++;
            }
            if (end > at) {
                fields.add(text.substring(at, end));
                positions.add(at + 1);
            }
            at = end + 1;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** The expression with one blank between its fields. */
    String normal() {
        return String.join(" ", fields);
    }

    /** The numbers a field names, as bits. */
    long bits(CronField field) {
        return days(field).bits();
    }

    /** Whether a field begins with {@code *}. */
    boolean isOpen(CronField field) {
        String typed = typed(field);
        return typed.startsWith("*") || typed.equals("?");
    }

    CronDays days(CronField field) {
        String typed = typed(field);
        if (typed.equals("?") && isOfDays(field)) {
            return new CronDays(true, range(field.least(), field.most(), 1), List.of());
        }
        long bits = 0;
        List<CronDays.Special> others = new ArrayList<>();
        for (String entry : typed.split(",", -1)) {
            if (entry.isEmpty()) {
                throw wrong(field, "has an empty entry");
            }
            CronDays.Special other = special(field, entry);
            if (other == null) {
                bits |= bits(field, entry);
            } else {
                others.add(other);
            }
        }
        return new CronDays(isOpen(field), bits, others);
    }

    private static boolean isOfDays(CronField field) {
        return field == CronField.DAY_OF_MONTH || field == CronField.DAY_OF_WEEK;
    }

    /** Of an expression of five fields, the second is 0. */
    private String typed(CronField field) {
        int at = index(field);
        return at < 0 ? "0" : fields.get(at);
    }

    private int index(CronField field) {
        return List.of(CronField.values()).indexOf(field) - (CronField.values().length - fields.size());
    }

    private CronDays.@Nullable Special special(CronField field, String entry) {
        String upper = entry.toUpperCase(Locale.ROOT);
        if (field == CronField.DAY_OF_MONTH) {
            return specialDayOfMonth(upper);
        }
        return field == CronField.DAY_OF_WEEK ? specialDayOfWeek(entry, upper) : null;
    }

    private CronDays.@Nullable Special specialDayOfMonth(String upper) {
        if (upper.equals("L")) {
            return CronDays.last(0);
        }
        if (upper.equals("LW") || upper.equals("WL")) {
            return CronDays.lastWeekday();
        }
        if (upper.startsWith("L-")) {
            return CronDays.last(number(CronField.DAY_OF_MONTH, upper.substring(2), 1, 30));
        }
        if (upper.endsWith("W")) {
            return CronDays.weekdayNearest(
                    number(CronField.DAY_OF_MONTH, upper.substring(0, upper.length() - 1), 1, 31));
        }
        return null;
    }

    private CronDays.@Nullable Special specialDayOfWeek(String entry, String upper) {
        int hash = entry.indexOf('#');
        if (hash >= 0) {
            int ordinal = number(CronField.DAY_OF_WEEK, entry.substring(hash + 1), 1, 5);
            return CronDays.ofItsName(ordinal, value(CronField.DAY_OF_WEEK, entry.substring(0, hash)) % 7);
        }
        if (upper.length() > 1 && upper.endsWith("L")) {
            return CronDays.lastOfItsName(value(CronField.DAY_OF_WEEK, entry.substring(0, entry.length() - 1)) % 7);
        }
        return null;
    }

    private long bits(CronField field, String entry) {
        int slash = entry.indexOf('/');
        String span = slash < 0 ? entry : entry.substring(0, slash);
        int step = slash < 0 ? 1 : number(field, entry.substring(slash + 1), 1, field.most() - field.least() + 1);
        if (span.equals("*")) {
            return onePerDay(field, range(field.least(), field.most(), step));
        }
        int dash = span.indexOf('-');
        if (dash < 0) {
            int from = value(field, span);
            return onePerDay(field, range(from, slash < 0 ? from : field.most(), step));
        }
        int from = value(field, span.substring(0, dash));
        int to = value(field, span.substring(dash + 1));
        if (field == CronField.DAY_OF_WEEK && to == 0 && from > 0) {
            to = 7;
        }
        if (to < from) {
            throw wrong(field, "range " + shown(span) + " runs backwards");
        }
        return onePerDay(field, range(from, to, step));
    }

    /** Sunday is bit 0, however it was written. */
    private static long onePerDay(CronField field, long bits) {
        return field == CronField.DAY_OF_WEEK && (bits & 1L << 7) != 0 ? (bits | 1) & ~(1L << 7) : bits;
    }

    private static long range(int from, int to, int step) {
        long bits = 0;
        for (int number = from; number <= to; number += step) {
            bits |= 1L << number;
        }
        return bits;
    }

    private int value(CronField field, String typed) {
        int named = field.numberOf(typed);
        return named >= 0 ? named : number(field, typed, field.least(), field.most());
    }

    private int number(CronField field, String typed, int least, int most) {
        boolean digits =
                !typed.isEmpty() && typed.length() <= 4 && typed.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(typed) : -1;
        if (number < least || number > most) {
            throw wrong(field, shown(typed) + " is not within " + least + " to " + most);
        }
        return number;
    }

    private IllegalArgumentException wrong(CronField field, String fault) {
        int at = index(field);
        return refused(field.title() + " " + fault + " (field " + (at + 1) + ", character " + positions.get(at) + ")");
    }

    private IllegalArgumentException refused(String fault) {
        return new IllegalArgumentException("cron expression " + shown(text) + ": " + fault);
    }

    private static String shown(String text) {
        return "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
