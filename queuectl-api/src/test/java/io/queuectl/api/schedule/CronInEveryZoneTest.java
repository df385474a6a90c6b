package io.queuectl.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Ticks of expressions made up by chance, in every zone of two years, beside two others who reckon them: a walk over all local times, and Quartz. */
class CronInEveryZoneTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2028-01-01T00:00:00Z");

    /** More of them say no more, and take long. */
    private static final int MOST_TIMES_A_DAY = 48;

    private static final Duration AROUND = Duration.ofHours(30);

    private final SplittableRandom random = new SplittableRandom(20_261_123);

    @Test
    void ticksAreThoseOfAWalkOverTwoYearsInEveryZone() {
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            RandomCron cron = RandomCron.of(random);
            if (cron.timesADay() <= MOST_TIMES_A_DAY && isEverNamed(cron)) {
                assertSame(cron, ZoneId.of(id), FROM, TO);
            }
        }
    }

    @Test
    void ticksAroundEveryChangeOfClocksAreThoseOfAWalk() {
        int changes = 0;
        for (ZoneId zone : differentZones()) {
            for (ZoneOffsetTransition change : changes(zone.getRules())) {
                changes++;
                for (int i = 0; i < 4; i++) {
                    Instant at = change.getInstant();
                    assertSame(RandomCron.daily(random), zone, at.minus(AROUND), at.plus(AROUND));
                }
            }
        }
        assertThat(changes).as("changes of clocks").isGreaterThan(100);
    }

    /** Some name the 30th of February and nothing else. */
    private static boolean isEverNamed(RandomCron cron) {
        LocalDateTime day = LocalDateTime.of(
                2024,
                1,
                1,
                cron.hour().numbers().iterator().next(),
                cron.minute().numbers().iterator().next());
        for (int i = 0; i < 4 * 366; i++) {
            if (cron.names(day.plusDays(i))) {
                return true;
            }
        }
        return false;
    }

    private static void assertSame(RandomCron cron, ZoneId zone, Instant from, Instant to) {
        ScheduleSpec spec = ScheduleSpec.cron(cron.text(), zone);
        List<Instant> ticks = new ArrayList<>();
        Instant tick = spec.after(from.minusMillis(1)).orElse(to);
        while (tick.isBefore(to)) {
            ticks.add(tick);
            tick = spec.after(tick).orElse(to);
        }
        assertThat(ticks).as("%s in %s", cron.text(), zone).isEqualTo(walk(cron, zone.getRules(), from, to));
    }

    /** Every local minute that is named, as the instants it is; by the definition, and not from one to the next. */
    private static List<Instant> walk(RandomCron cron, ZoneRules rules, Instant from, Instant to) {
        TreeSet<Instant> ticks = new TreeSet<>();
        LocalDateTime day = LocalDateTime.ofInstant(from, ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay()
                .minusDays(2);
        LocalDateTime end = LocalDateTime.ofInstant(to, ZoneOffset.UTC).plusDays(2);
        for (; day.isBefore(end); day = day.plusDays(1)) {
            for (int hour : cron.hour().numbers()) {
                for (int minute : cron.minute().numbers()) {
                    LocalDateTime local = day.plusHours(hour).plusMinutes(minute);
                    if (cron.names(local)) {
                        ticks.addAll(instants(cron, rules, local));
                    }
                }
            }
        }
        return List.copyOf(ticks.subSet(from, true, to, false));
    }

    private static List<Instant> instants(RandomCron cron, ZoneRules rules, LocalDateTime local) {
        List<Instant> instants = new ArrayList<>();
        for (ZoneOffset offset : rules.getValidOffsets(local)) {
            instants.add(local.toInstant(offset));
        }
        if (cron.hour().isOpen()) {
            return instants;
        }
        return instants.isEmpty() ? List.of(rules.getTransition(local).getInstant()) : instants.subList(0, 1);
    }

    private static Collection<ZoneId> differentZones() {
        Map<List<ZoneOffsetTransition>, ZoneId> zones = new LinkedHashMap<>();
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            zones.putIfAbsent(changes(ZoneId.of(id).getRules()), ZoneId.of(id));
        }
        return zones.values();
    }

    private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition change = rules.nextTransition(FROM);
        while (change != null && change.getInstant().isBefore(TO)) {
            changes.add(change);
            change = rules.nextTransition(change.getInstant());
        }
        return changes;
    }

    @Test
    void ticksAreThoseOfQuartzWhereClocksRunOn() throws ParseException {
        List<String> zones = List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));
        int compared = 0;
        while (compared < 20_000) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            String[] fields = forQuartz();
            ScheduleSpec spec = ScheduleSpec.cron(String.join(" ", fields), zone);
            fields[5] = byName(fields[5]);
            org.quartz.CronExpression quartz = new org.quartz.CronExpression(String.join(" ", fields));
            quartz.setTimeZone(TimeZone.getTimeZone(zone));
            for (int i = 0; i < 20; i++) {
                Instant from = Instant.ofEpochSecond(random.nextLong(FROM.getEpochSecond(), TO.getEpochSecond()));
                Date theirs = quartz.getNextValidTimeAfter(Date.from(from));
                if (theirs != null && !isNearAChange(zone, from) && !isNearAChange(zone, theirs.toInstant())) {
                    compared++;
                    assertThat(spec.after(from))
                            .as("%s in %s after %s", spec.text(), zone, from)
                            .contains(theirs.toInstant());
                }
            }
        }
    }

    private static boolean isNearAChange(ZoneId zone, Instant instant) {
        ZoneRules rules = zone.getRules();
        Instant before = instant.minus(AROUND);
        ZoneOffsetTransition next = rules.nextTransition(before);
        return next != null && next.getInstant().isBefore(instant.plus(AROUND));
    }

    /** Quartz wants a question mark for one of the days. */
    private String[] forQuartz() {
        RandomCron cron = RandomCron.of(random);
        while (!isEverNamed(cron)) {
            cron = RandomCron.of(random);
        }
        String second = String.valueOf(random.nextInt(60));
        boolean byWeek = random.nextBoolean();
        String month = random.nextInt(3) == 0 ? cron.month().text() : "*";
        return new String[] {
            second,
            cron.minute().text(),
            cron.hour().text(),
            byWeek ? "?" : ofMonth(cron),
            month,
            byWeek ? ofWeek(cron) : "?"
        };
    }

    /** Without weekdays: Quartz goes on at the hour of the day it came from when it finds one. */
    private String ofMonth(RandomCron cron) {
        List<String> special = List.of("L", "L-3");
        String day = cron.dayOfMonth().text();
        boolean plain =
                random.nextInt(3) > 0 && cron.dayOfMonth().numbers().stream().anyMatch(number -> number < 29);
        return plain ? day : special.get(random.nextInt(special.size()));
    }

    private String ofWeek(RandomCron cron) {
        List<String> special = List.of("FRIL", "SUNL", "MON#1", "SAT#5", "WED#3");
        String day = cron.dayOfWeek().text();
        return random.nextInt(3) == 0 || day.contains("/") ? special.get(random.nextInt(special.size())) : day;
    }

    /** Quartz counts days from another Sunday; names mean the same everywhere. */
    private static String byName(String days) {
        if (days.contains("#") || days.contains("L") || days.equals("*") || days.equals("?")) {
            return days;
        }
        String[] names = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};
        StringBuilder named = new StringBuilder();
        for (int i = 0; i < days.length(); i++) {
            char c = days.charAt(i);
            named.append(Character.isDigit(c) ? names[c - '0'] : String.valueOf(c));
        }
        return named.toString();
    }
}
