package io.queuectl.api.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which local times a cron expression names. Five fields, {@code minute hour day-of-month month day-of-week}, or six with a second before them; lists,
 * ranges and steps; names of months and days; {@code L}, {@code L-3}, {@code LW} and {@code 15W} among the days of the month, {@code FRIL} and
 * {@code MON#1} among the days of the week; {@code ?} for {@code *} among days; and {@code @yearly} ({@code @annually}), {@code @monthly},
 * {@code @weekly}, {@code @daily} ({@code @midnight}) and {@code @hourly}. At most 256 characters.
 *
 * <p>As in cron: where both fields of days are given, a day that either names is meant; where one of them begins with {@code *}, a day must be named by
 * both. Immutable.
 */
public final class CronExpression {

    /** Dates repeat after so many years: what does not fire within them never does. */
    private static final int CYCLE_YEARS = 400;

    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final Map<String, String> ABBREVIATIONS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private final String text;
    private final long seconds;
    private final long minutes;
    private final long hours;
    private final long months;
    private final CronDays daysOfMonth;
    private final CronDays daysOfWeek;
    private final boolean everyHour;

    private CronExpression(CronReader reader, @Nullable String abbreviation) {
        text = abbreviation == null ? reader.normal() : abbreviation;
        seconds = reader.bits(CronField.SECOND);
        minutes = reader.bits(CronField.MINUTE);
        hours = reader.bits(CronField.HOUR);
        daysOfMonth = reader.days(CronField.DAY_OF_MONTH);
        months = reader.bits(CronField.MONTH);
        daysOfWeek = reader.days(CronField.DAY_OF_WEEK);
        everyHour = reader.isOpen(CronField.HOUR);
    }

    /**
     * @throws IllegalArgumentException if it is none, naming field and position; or names no time at all, as 30 February does
     */
    public static CronExpression of(String text) {
        if (text == null) {
            throw new IllegalArgumentException("cron expression is null");
        }
        String typed = text.strip();
        CronExpression expression =
                typed.startsWith("@") ? abbreviated(typed) : new CronExpression(new CronReader(typed), null);
        if (expression.atOrAfter(SOME_TIME).isEmpty()) {
            throw new IllegalArgumentException(
                    "cron expression \"" + expression.text + "\" never fires: no such day exists");
        }
        return expression;
    }

    private static CronExpression abbreviated(String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        String fields = ABBREVIATIONS.get(lower);
        if (fields == null) {
            String shown = typed.length() > 20 ? typed.substring(0, 20) + "…" : typed;
            throw new IllegalArgumentException("cron expression \"" + shown.replaceAll("\\p{Cntrl}", "?")
                    + "\" is none of @yearly, @monthly, @weekly, @daily and @hourly");
        }
        return new CronExpression(new CronReader(fields), lower);
    }

    /** As it was given, with one blank between the fields. */
    public String text() {
        return text;
    }

    /** Whether the hour begins with {@code *}: such an expression means every so often, and not a time of day. */
    boolean isEveryHour() {
        return everyHour;
    }

    /** The first time it names from that one on; empty if there is none within the years of a calendar's cycle. */
    Optional<LocalDateTime> atOrAfter(LocalDateTime from) {
        LocalDateTime whole = from.truncatedTo(ChronoUnit.SECONDS);
        LocalDateTime start = whole.equals(from) ? from : whole.plusSeconds(1);
        LocalDate first = start.toLocalDate();
        LocalDate last = first.plusYears(CYCLE_YEARS);
        LocalDate date = first;
        while (!date.isAfter(last)) {
            if ((months >>> date.getMonthValue() & 1) == 0) {
                date = YearMonth.from(date).plusMonths(1).atDay(1);
                continue;
            }
            if (hasDay(date)) {
                LocalTime time = timeFrom(date.equals(first) ? start.toLocalTime() : LocalTime.MIDNIGHT);
                if (time != null) {
                    return Optional.of(date.atTime(time));
                }
            }
            date = date.plusDays(1);
        }
        return Optional.empty();
    }

    private boolean hasDay(LocalDate date) {
        boolean either = !daysOfMonth.open() && !daysOfWeek.open();
        return either
                ? daysOfMonth.hasDayOfMonth(date) || daysOfWeek.hasDayOfWeek(date)
                : daysOfMonth.hasDayOfMonth(date) && daysOfWeek.hasDayOfWeek(date);
    }

    /** The first time of the day from that one on, or {@code null}. */
    private @Nullable LocalTime timeFrom(LocalTime from) {
        int hour = next(hours, from.getHour());
        if (hour == from.getHour()) {
            int minute = next(minutes, from.getMinute());
            int second = minute == from.getMinute() ? next(seconds, from.getSecond()) : next(seconds, 0);
            if (minute >= 0 && second < 0) {
                minute = next(minutes, from.getMinute() + 1);
                second = next(seconds, 0);
            }
            if (minute >= 0) {
                return LocalTime.of(hour, minute, second);
            }
            hour = next(hours, hour + 1);
        }
        return hour < 0 ? null : LocalTime.of(hour, next(minutes, 0), next(seconds, 0));
    }

    /** The first bit that is set from that one on, or -1. */
    private static int next(long bits, int from) {
        long left = from > 63 ? 0 : bits >>> from << from;
        return left == 0 ? -1 : Long.numberOfTrailingZeros(left);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
