package io.queuectl.api.schedule;

import io.queuectl.api.Start;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a schedule fires: at the times of a cron expression in a zone, at a fixed rate, or some time after its last job ended.
 *
 * <p>A tick is an instant at which it fires; {@link #after} tells them one after the other. Two specs with the same {@link #text} are the same.
 */
public sealed interface ScheduleSpec {

    /** The shortest rate and delay: jobs are enqueued through a database. */
    Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest rate and delay. */
    Duration LONGEST = Duration.ofDays(36_525);

    /**
     * The first tick after that instant, in whole milliseconds; empty if there is none before the year 10000.
     *
     * <p>For a {@link FixedDelay}, the instant is taken for that at which the last job ended.
     */
    Optional<Instant> after(Instant instant);

    /** The spec as it is kept with the database and shown: {@code cron 0 2 * * * in Europe/Berlin}, {@code every PT10M}, {@code delay PT5M}. */
    String text();

    /**
     * At the times that a cron expression names in UTC.
     *
     * @throws IllegalArgumentException if that is none, or never fires; see {@link CronExpression#of}
     */
    static ScheduleSpec cron(String expression) {
        return cron(expression, ZoneId.of("UTC"));
    }

    /**
     * At the times that a cron expression names on the clocks of a zone.
     *
     * @throws IllegalArgumentException if that is none, or never fires; see {@link CronExpression#of}
     */
    static ScheduleSpec cron(String expression, ZoneId zone) {
        return new Cron(CronExpression.of(expression), zone);
    }

    /** Again and again after that time, counted from the beginning of 1970 in UTC: every ten minutes is at 12:00, 12:10 and so on. */
    static FixedRate every(Duration period) {
        return new FixedRate(period, Instant.EPOCH);
    }

    /** That long after the last job of the schedule ended, however it did; the first time that long after the schedule was made. */
    static ScheduleSpec delay(Duration delay) {
        return new FixedDelay(delay);
    }

    /** Reads a {@link #text} back. What cannot be read, because another version wrote it, becomes {@link Unreadable}. */
    static ScheduleSpec parse(String text) {
        return SpecText.parse(text);
    }

    /** Calendar times; see {@link CronExpression} for which, and {@code docs/schedules.md} for what happens where clocks change. */
    record Cron(CronExpression expression, ZoneId zone) implements ScheduleSpec {

        public Cron {
            Required.given("cron expression", expression);
            Required.given("zone", zone);
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            return SpecText.withinYears(new CronTicks(expression, zone).after(instant));
        }

        @Override
        public String text() {
            return SpecText.CRON + expression.text() + SpecText.ZONE + zone.getId();
        }
    }

    /**
     * Each whole number of periods after an instant, and before it.
     *
     * @param period {@link #SHORTEST} to {@link #LONGEST}, in whole milliseconds
     * @param from one of the ticks
     */
    record FixedRate(Duration period, Instant from) implements ScheduleSpec {

        public FixedRate {
            Required.span("period", period);
            Required.given("first tick", from);
            if (from.isBefore(Instant.EPOCH) || from.isAfter(Start.LATEST)) {
                throw new IllegalArgumentException("first tick " + from + " is not within 1970 to 9999");
            }
            from = Instant.ofEpochMilli(from.toEpochMilli());
        }

        /** The same rate, counted from that instant. */
        public FixedRate from(Instant tick) {
            return new FixedRate(period, tick);
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            long millis = period.toMillis();
            long passed = Math.floorDiv(instant.toEpochMilli() - from.toEpochMilli(), millis);
            return SpecText.withinYears(Optional.of(from.plusMillis((passed + 1) * millis)));
        }

        @Override
        public String text() {
            return SpecText.EVERY + period + (from.equals(Instant.EPOCH) ? "" : SpecText.FROM + from);
        }
    }

    /** @param delay {@link #SHORTEST} to {@link #LONGEST}, in whole milliseconds */
    record FixedDelay(Duration delay) implements ScheduleSpec {

        public FixedDelay {
            Required.span("delay", delay);
        }

        @Override
        public Optional<Instant> after(Instant instant) {
            return SpecText.withinYears(
                    Optional.of(Instant.ofEpochMilli(instant.toEpochMilli()).plus(delay)));
        }

        @Override
        public String text() {
            return SpecText.DELAY + delay;
        }
    }

    /** What another version, or a person at the database, wrote. It never fires here, and stays as it is. */
    record Unreadable(String text) implements ScheduleSpec {

        @Override
        public Optional<Instant> after(Instant instant) {
            return Optional.empty();
        }
    }
}
