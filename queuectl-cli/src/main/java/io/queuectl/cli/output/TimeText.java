package io.queuectl.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times and durations as people read them. On a terminal a near time is told from now; elsewhere every time is ISO-8601 UTC. */
public final class TimeText {

    private static final Duration NEAR = Duration.ofDays(1);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final InstantSource clock;
    private final ZoneId zone;
    private final boolean forPeople;

    TimeText(InstantSource clock, ZoneId zone, boolean forPeople) {
        this.clock = clock;
        this.zone = zone;
        this.forPeople = forPeople;
    }

    /** Told from the real clock, in the zone of this computer. */
    public static TimeText on(Terminal terminal) {
        return new TimeText(InstantSource.system(), ZoneId.systemDefault(), terminal.interactive());
    }

    /** For instance {@code 12 s ago}, {@code in 5 s}, {@code 2026-11-22 14:03:11}, or {@code 2026-11-22T13:03:11Z}. */
    public String of(Instant time) {
        if (!forPeople) {
            return time.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        Duration ago = Duration.between(time, clock.instant());
        if (ago.abs().compareTo(NEAR) > 0) {
            return LOCAL.format(time.atZone(zone));
        }
        return ago.isNegative() ? "in " + wholeSeconds(ago.negated().plusMillis(999)) : wholeSeconds(ago) + " ago";
    }

    /** For instance {@code 34 ms}, {@code 1.2 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 10_000) {
            return millis / 1_000 + "." + millis % 1_000 / 100 + " s";
        }
        return wholeSeconds(duration);
    }

    private static String wholeSeconds(Duration duration) {
        if (duration.toSeconds() < 60) {
            return duration.toSeconds() + " s";
        }
        if (duration.toMinutes() < 60) {
            return duration.toMinutes() + " min" + rest(duration.toSecondsPart(), " s");
        }
        if (duration.toHours() < 24) {
            return duration.toHours() + " h" + rest(duration.toMinutesPart(), " min");
        }
        return duration.toDays() + " d" + rest(duration.toHoursPart(), " h");
    }

    private static String rest(int amount, String unit) {
        return amount == 0 ? "" : " " + amount + unit;
    }
}
