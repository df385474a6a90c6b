package io.queuectl.api.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * The instants that the local times of a cron expression are in a zone, where clocks are put forward and back.
 *
 * <p>An expression that means a time of day fires once for each of its times: one that is left out when clocks go forward comes at the moment they do,
 * several such together; one that comes twice when they go back fires the first time. An expression that means every so often, one whose hour begins with
 * {@code *}, fires whenever the clock on the wall shows one of its times: not for times that are left out, and twice for those that come twice.
 */
final class CronTicks {

    private final CronExpression expression;
    private final ZoneRules rules;

    CronTicks(CronExpression expression, ZoneId zone) {
        this.expression = expression;
        this.rules = zone.getRules();
    }

    /** The first tick after that instant; empty if there is none for hundreds of years. */
    Optional<Instant> after(Instant instant) {
        return expression.isEveryHour() ? onTheWallAfter(instant) : timeOfDayAfter(instant);
    }

    /** Ticks come in the order of their local times, or several at once: so the first local time whose tick is late enough is the one. */
    private Optional<Instant> timeOfDayAfter(Instant instant) {
        LocalDateTime from = LocalDateTime.ofInstant(instant, rules.getOffset(instant));
        while (true) {
            Optional<LocalDateTime> local = expression.atOrAfter(from);
            if (local.isEmpty()) {
                return Optional.empty();
            }
            Instant tick = instantOf(local.get());
            if (tick.isAfter(instant)) {
                return Optional.of(tick);
            }
            from = local.get().plusSeconds(1);
        }
    }

    private Instant instantOf(LocalDateTime local) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.get(0));
    }

    /** From change of offset to change of offset; between two of them clocks run on. */
    private Optional<Instant> onTheWallAfter(Instant instant) {
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime from = LocalDateTime.ofInstant(instant, offset).plusNanos(1);
        ZoneOffsetTransition change = rules.nextTransition(instant);
        while (true) {
            Optional<LocalDateTime> local = expression.atOrAfter(from);
            if (local.isEmpty()) {
                return Optional.empty();
            }
            Instant tick = local.get().toInstant(offset);
            if (change == null || tick.isBefore(change.getInstant())) {
                return Optional.of(tick);
            }
            offset = change.getOffsetAfter();
            from = change.getDateTimeAfter();
            change = rules.nextTransition(change.getInstant());
        }
    }
}
