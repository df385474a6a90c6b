package io.queuectl.api;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many jobs of a queue may start in a while, on all nodes together: a bucket that holds {@code burst} permits at most and is refilled evenly. In any
 * span of time no more start than {@code burst} and what is refilled in that span.
 *
 * @param permits refilled in a period; 1 to 1,000,000
 * @param period a whole number of milliseconds, 1 ms to 1 day
 * @param burst what the full bucket holds; 1 to 1,000,000
 */
public record QueueRate(int permits, Duration period, int burst) {

    /** The text form, for messages. */
    public static final String FORM = "PERMITS/PERIOD[+BURST], as in 100/s, 10/m, 5/2s or 100/s+500";

    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,7})/([0-9]{0,8})(ms|s|m|h|d)(?:\\+([0-9]{1,7}))?");

    public QueueRate {
        if (permits < 1 || permits > MOST || burst < 1 || burst > MOST) {
            throw new IllegalArgumentException(
                    "rate of " + permits + " permits with a burst of " + burst + ": both must be within 1 to " + MOST);
        }
        if (period.toMillis() < 1 || period.compareTo(LONGEST) > 0 || period.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "rate per " + period + ": not a whole number of milliseconds within 1 ms to 1 day");
        }
    }

    /** So many in each period, evenly: the bucket holds what is refilled in a tenth of a second, and at least one. */
    public static QueueRate of(int permits, Duration period) {
        return new QueueRate(permits, period, smallBurst(permits, period));
    }

    public static QueueRate perSecond(int permits) {
        return of(permits, Duration.ofSeconds(1));
    }

    public static QueueRate perMinute(int permits) {
        return of(permits, Duration.ofMinutes(1));
    }

    /** The same with a bucket that holds so many. */
    public QueueRate burst(int most) {
        return new QueueRate(permits, period, most);
    }

    /** @throws IllegalArgumentException if the text is not of the form {@value #FORM} */
    public static QueueRate parse(String text) {
        Matcher match = SHAPE.matcher(text.toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            throw new IllegalArgumentException("rate \"" + text + "\" is not " + FORM);
        }
        long units = match.group(2).isEmpty() ? 1 : Long.parseLong(match.group(2));
        Duration unit = unit(match.group(3));
        QueueRate even = of(Integer.parseInt(match.group(1)), unit.multipliedBy(units));
        return match.group(4) == null ? even : even.burst(Integer.parseInt(match.group(4)));
    }

    /** As {@link #parse} reads it. */
    public String text() {
        String each = permits + "/" + periodText();
        return burst == smallBurst(permits, period) ? each : each + "+" + burst;
    }

    @Override
    public String toString() {
        return text();
    }

    /** Enough for a node that looks again after each commit to lose no permit. */
    private static int smallBurst(int permits, Duration period) {
        return (int) Math.max(1, Math.min(permits, permits * 100L / Math.max(1, period.toMillis())));
    }

    private String periodText() {
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long millis = unit(unit).toMillis();
            if (period.toMillis() % millis == 0) {
                long units = period.toMillis() / millis;
                return units == 1 ? unit : units + unit;
            }
        }
        return period.toMillis() + "ms";
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
