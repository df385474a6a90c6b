package io.queuectl.cli.input;

import io.queuectl.cli.frame.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * Times on the clocks of a zone, such as {@code 2026-03-29T02:30[Europe/Berlin]}. As schedules do: a time that is left out when clocks are put forward is the
 * moment they are, and of one that comes twice it is the first.
 */
final class ZonedTimes {

    private ZonedTimes() {}

    /** Throws {@link DateTimeException} if it is none. */
    static Instant instant(String text) {
        LocalDateTime local = LocalDateTime.parse(local(text));
        ZoneOffsetTransition change = zone(text).getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone(text)).toInstant();
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }

    /** What to tell of a time that clocks show twice, or not at all; {@code null} for any other. */
    static @Nullable String notice(String what, String text) {
        String typed = text.strip();
        if (!typed.endsWith("]")) {
            return null;
        }
        try {
            ZoneOffsetTransition change = zone(typed).getRules().getTransition(LocalDateTime.parse(local(typed)));
            if (change == null) {
                return null;
            }
            OffsetDateTime taken = instant(typed).atZone(zone(typed)).toOffsetDateTime();
            return "warning: " + what + " " + Printable.quoted(local(typed))
                    + (change.isGap() ? " does not exist in " : " comes twice in ")
                    + zone(typed) + ", where clocks go " + (change.isGap() ? "forward" : "back") + ": " + taken
                    + " is taken";
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static String local(String text) {
        int bracket = text.indexOf('[');
        return bracket < 0 ? text : text.substring(0, bracket);
    }

    private static ZoneId zone(String text) {
        return ZoneId.of(text.substring(text.indexOf('[') + 1, text.length() - 1));
    }
}
