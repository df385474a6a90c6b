package io.queuectl.api.schedule;

import io.queuectl.api.Start;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The text form of a {@link ScheduleSpec}. */
final class SpecText {

    static final String CRON = "cron ";
    static final String ZONE = " in ";
    static final String EVERY = "every ";
    static final String FROM = " from ";
    static final String DELAY = "delay ";

    private SpecText() {}

    static ScheduleSpec parse(String text) {
        try {
            if (text.startsWith(CRON)) {
                return cron(text.substring(CRON.length()));
            }
            if (text.startsWith(EVERY)) {
                return every(text.substring(EVERY.length()));
            }
            if (text.startsWith(DELAY)) {
                return new ScheduleSpec.FixedDelay(Duration.parse(text.substring(DELAY.length())));
            }
        } catch (DateTimeException | IllegalArgumentException unknown) {
            return new ScheduleSpec.Unreadable(text);
        }
        return new ScheduleSpec.Unreadable(text);
    }

    private static ScheduleSpec cron(String text) {
        int zone = text.lastIndexOf(ZONE);
        return zone < 0
                ? new ScheduleSpec.Unreadable(CRON + text)
                : ScheduleSpec.cron(text.substring(0, zone), ZoneId.of(text.substring(zone + ZONE.length())));
    }

    private static ScheduleSpec every(String text) {
        int from = text.indexOf(FROM);
        return from < 0
                ? ScheduleSpec.every(Duration.parse(text))
                : ScheduleSpec.every(Duration.parse(text.substring(0, from)))
                        .from(Instant.parse(text.substring(from + FROM.length())));
    }

    /** Stores keep times until the end of the year 9999. */
    static Optional<Instant> withinYears(Optional<Instant> tick) {
        return tick.filter(at -> !at.isAfter(Start.LATEST) && !at.isBefore(Instant.EPOCH));
    }
}
