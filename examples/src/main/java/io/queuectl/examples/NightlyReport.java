package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A report for each day, at half past two at night in Berlin, also in the night in which there is no such time. It was down for three nights: what it missed
 * is made up for, one report after the other.
 */
public final class NightlyReport {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final JobType<String> REPORT = JobType.text("report.nightly");
    private static final Schedule NIGHTLY = Schedule.of(
                    "nightly",
                    ScheduleSpec.cron("30 2 * * *", BERLIN),
                    REPORT.of("sales").maxAttempts(3))
            .missed(MissedRuns.all(7))
            .overlap(Overlap.WAIT);

    private NightlyReport() {}

    public static void main(String[] arguments) throws Exception {
        nextRuns();
        try (Scratch scratch = Scratch.open("nightly")) {
            Path file = scratch.file("jobs.db");
            // An application would leave the clock alone; here three nights have to pass.
            InstantSource before = Clock.fixed(berlin("2026-03-27T12:00"), BERLIN);
            try (QueueCtl queue = queue(file, before, new LinkedBlockingQueue<>())) {
                queue.start(workers -> workers.queue("default", 2));
            }
            afterThreeNights(file);
        }
    }

    /** What will be, without a queue. */
    private static void nextRuns() {
        List<ZonedDateTime> runs = new ArrayList<>();
        Instant after = berlin("2026-03-27T12:00");
        for (int night = 0; night < 3; night++) {
            after = NIGHTLY.spec().after(after).orElseThrow();
            runs.add(after.atZone(BERLIN));
        }
        Expect.equal(
                "the next runs, where clocks go from 02:00 to 03:00 on the 29th",
                List.of(
                        ZonedDateTime.parse("2026-03-28T02:30+01:00[Europe/Berlin]"),
                        ZonedDateTime.parse("2026-03-29T03:00+02:00[Europe/Berlin]"),
                        ZonedDateTime.parse("2026-03-30T02:30+02:00[Europe/Berlin]")),
                runs);
    }

    private static void afterThreeNights(Path file) throws InterruptedException {
        BlockingQueue<LocalDate> reports = new LinkedBlockingQueue<>();
        InstantSource now =
                Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), berlin("2026-03-30T09:00")));
        try (QueueCtl queue = queue(file, now, reports)) {
            queue.start(workers -> workers.queue("default", 2));
            Expect.equal("the first report made up for", LocalDate.of(2026, 3, 28), reports.poll(20, TimeUnit.SECONDS));
            Expect.equal("the second", LocalDate.of(2026, 3, 29), reports.poll(20, TimeUnit.SECONDS));
            Expect.equal("the third", LocalDate.of(2026, 3, 30), reports.poll(20, TimeUnit.SECONDS));
            Instant next = queue.schedules().find("nightly").orElseThrow().next();
            Expect.equal("the next tick", Optional.of(berlin("2026-03-31T02:30")), Optional.ofNullable(next));
            JobId extra = queue.schedules().runNow("nightly");
            Expect.equal(
                    "a report on demand",
                    JobState.COMPLETED,
                    queue.await(extra, Duration.ofSeconds(20)).orElseThrow().state());
        }
    }

    private static QueueCtl queue(Path file, InstantSource clock, BlockingQueue<LocalDate> reports) {
        return QueueCtl.builder()
                .store(SqliteStore.open(file))
                .clock(clock)
                .schedule(NIGHTLY)
                .handle(REPORT, (what, context) -> {
                    // The id of the job tells for which night it is, however late it runs.
                    Schedule.tickOf(context.id())
                            .map(tick -> LocalDate.ofInstant(tick, BERLIN))
                            .ifPresent(reports::add);
                })
                .build();
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
