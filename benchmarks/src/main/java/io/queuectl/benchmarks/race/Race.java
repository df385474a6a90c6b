package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.contender.Contender;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the contenders in turn, phase by phase on each database: all of them one round, then all of them the next. The first round of a phase is smaller and
 * not kept. Whoever breaks a promise or down is told of and left out of what remains of that phase, and the race fails at its end.
 */
public final class Race {

    /** Those that matter most come first. */
    static final List<Phase> PHASES = List.of(
            DrainPhase.plain(),
            new EnqueuePhase(1),
            new EnqueuePhase(4),
            new EnqueuePhase(16),
            new BulkPhase(),
            new EndToEndPhase(4),
            new EndToEndPhase(1),
            DrainPhase.backlog(),
            DrainPhase.finished(),
            new PickUpPhase(false),
            new PickUpPhase(true),
            new HalfLoadPhase(),
            DrainPhase.slow(),
            new ProcessesPhase(),
            DrainPhase.queues());

    private final Options options;
    private final Sheet sheet;
    private final List<String> failures = new ArrayList<>();

    private Race(Options options, Sheet sheet) {
        this.options = options;
        this.sheet = sheet;
    }

    /** Arguments: see {@code benchmarks/run --help}. */
    public static void main(String... line) throws Exception {
        Options options = Options.of("race", Scale.FULL, line);
        long before = System.nanoTime();
        List<String> failures;
        try (Sheet sheet = Sheet.create(options.run())) {
            failures = new Race(options, sheet).run();
            System.out.print(Summary.of(sheet.rows()));
            System.err.println("every value: " + sheet.file());
        }
        System.err.println(
                "took " + Duration.ofNanos(System.nanoTime() - before).toSeconds() + " s");
        failures.forEach(System.err::println);
        // Peers leave threads behind.
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    /** Answers what failed. */
    static List<String> run(Options options, Sheet sheet) throws IOException {
        return new Race(options, sheet).run();
    }

    private List<String> run() throws IOException {
        Best best = Best.read();
        for (Database database : options.stores()) {
            List<Contender> field = Field.on(database, best, options::wantsContender);
            for (Phase phase : PHASES) {
                if (options.wantsPhase(phase.name()) && phase.fits(database)) {
                    run(database, phase, field);
                }
            }
        }
        return failures;
    }

    private void run(Database database, Phase phase, List<Contender> field) throws IOException {
        List<Contender> left = new ArrayList<>(field.stream()
                .filter(contender -> contender.joins(phase.name()))
                .toList());
        Scale scale = options.scale();
        List<Integer> sizes = options.sizes().isEmpty() ? phase.sizes(scale) : options.sizes();
        round(database, phase, left, scale.warmUp(), phase.sizes(scale.warmUp()).get(0), 0);
        for (int size : sizes) {
            for (int round = 1; round <= scale.rounds(); round++) {
                round(database, phase, left, scale, size, round);
            }
        }
    }

    private void round(Database database, Phase phase, List<Contender> left, Scale scale, int size, int round)
            throws IOException {
        for (Contender contender : List.copyOf(left)) {
            if (!phase.takes(contender, size)) {
                continue;
            }
            System.gc();
            Course.Sink sink = (name, metric, unit, value) -> {
                if (round > 0) {
                    keep(new Row(
                            options.run(),
                            database.text(),
                            contender.durability(database),
                            name,
                            contender.name(),
                            contender.setting(),
                            size,
                            round,
                            metric,
                            unit,
                            value));
                }
            };
            try {
                phase.run(new Course(database, contender, scale, size, sink));
            } catch (Exception e) {
                fail(e, database, phase, contender);
                left.remove(contender);
            }
        }
    }

    private void keep(Row row) throws IOException {
        sheet.add(row);
        System.err.println(row.line());
    }

    private void fail(Exception e, Database database, Phase phase, Contender contender) {
        String causes = Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .reduce((first, next) -> first + " / " + next)
                .orElse("");
        String failure = "FAILED " + database.text() + " " + phase.name() + " " + contender.name() + " "
                + contender.setting() + ": " + causes;
        System.err.println(failure);
        failures.add(failure);
    }
}
