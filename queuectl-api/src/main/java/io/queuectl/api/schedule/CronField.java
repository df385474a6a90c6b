package io.queuectl.api.schedule;

import java.util.List;
import java.util.Locale;

/** One of the six places of a cron expression: its range and the names that stand for numbers in it. */
enum CronField {
    SECOND("second", 0, 59, ""),
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY_OF_MONTH("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    /** 0 and 7 are Sunday. */
    DAY_OF_WEEK("day of week", 0, 7, "SUN MON TUE WED THU FRI SAT");

    private final String title;
    private final int least;
    private final int most;
    private final String names;

    CronField(String title, int least, int most, String names) {
        this.title = title;
        this.least = least;
        this.most = most;
        this.names = names;
    }

    String title() {
        return title;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    /** The number a name stands for, or -1. */
    int numberOf(String name) {
        int at = name.isEmpty() ? -1 : List.of(names.split(" ")).indexOf(name.toUpperCase(Locale.ROOT));
        return at < 0 ? -1 : at + least;
    }
}
