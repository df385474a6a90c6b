package io.queuectl.api.schedule;

import java.time.LocalDate;
import java.util.List;

/**
 * Which days of a month one field of a cron expression names.
 *
 * @param open whether the field begins with {@code *} or is {@code ?}, and so leaves it to the other field of days
 * @param bits the numbers that are named as such
 * @param others what depends on the month
 */
record CronDays(boolean open, long bits, List<Special> others) {

    CronDays {
        others = List.copyOf(others);
    }

    /** A day that has another number in each month. */
    @FunctionalInterface
    interface Special {
        boolean isOn(LocalDate date);
    }

    boolean hasDayOfMonth(LocalDate date) {
        return has(date.getDayOfMonth(), date);
    }

    boolean hasDayOfWeek(LocalDate date) {
        return has(date.getDayOfWeek().getValue() % 7, date);
    }

    private boolean has(int number, LocalDate date) {
        return (bits >>> number & 1) != 0 || others.stream().anyMatch(day -> day.isOn(date));
    }

    /** The last day of the month, or so many before it. */
    static Special last(int before) {
        return date -> date.getDayOfMonth() == date.lengthOfMonth() - before;
    }

    /** The weekday, Monday to Friday, that is nearest to a day within its month; none in a month without that day. */
    static Special weekdayNearest(int day) {
        return date -> day <= date.lengthOfMonth() && date.equals(nearestWeekday(date.withDayOfMonth(day)));
    }

    /** The last of the month's days from Monday to Friday. */
    static Special lastWeekday() {
        return date -> date.equals(nearestWeekday(date.withDayOfMonth(date.lengthOfMonth())));
    }

    /** The last Sunday (0) to Saturday (6) of the month. */
    static Special lastOfItsName(int dayOfWeek) {
        return date ->
                date.getDayOfWeek().getValue() % 7 == dayOfWeek && date.getDayOfMonth() + 7 > date.lengthOfMonth();
    }

    /** The first to fifth Sunday (0) to Saturday (6) of the month. */
    static Special ofItsName(int ordinal, int dayOfWeek) {
        return date -> date.getDayOfWeek().getValue() % 7 == dayOfWeek && (date.getDayOfMonth() + 6) / 7 == ordinal;
    }

    private static LocalDate nearestWeekday(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
            case SUNDAY -> date.getDayOfMonth() == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
            default -> date;
        };
    }
}
