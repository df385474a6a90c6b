package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Series;
import io.queuectl.benchmarks.contender.Axis;
import io.queuectl.benchmarks.contender.Contender;
import io.queuectl.benchmarks.contender.Peer;
import io.queuectl.benchmarks.contender.Tuning;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the settings under which each peer drains fastest: one way of working after the other, one setting after the other, each raised about twofold until a
 * step brings less than a twentieth. Every step is kept, and the best is for later races.
 */
public final class Sweep {

    private static final double ENOUGH = 1.05;
    private static final List<Integer> STEPS =
            List.of(1, 2, 3, 5, 10, 20, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200);

    private final Options options;
    private final Sheet sheet;

    private Sweep(Options options, Sheet sheet) {
        this.options = options;
        this.sheet = sheet;
    }

    /** Arguments: see {@code benchmarks/run --help}. */
    public static void main(String... line) throws Exception {
        Options options = Options.of("sweep", Scale.SWEEP, line);
        try (Sheet sheet = Sheet.create(options.run())) {
            new Sweep(options, sheet).run();
            System.out.print(Summary.of(sheet.rows()));
            System.err.println("every value: " + sheet.file());
        }
        // Peers leave threads behind.
        System.exit(0);
    }

    private void run() throws Exception {
        Best best = Best.read();
        for (Database database : options.stores()) {
            for (Peer peer : Field.peers(database, options::wantsContender)) {
                Point found = sweep(database, peer);
                System.err.println(database.text() + " " + peer.name() + ": "
                        + found.tuning().text());
                if (!options.isSmoke()) {
                    best.keep(database, peer, found.tuning());
                }
            }
        }
    }

    /** A setting and the rate it brought. */
    private record Point(Tuning tuning, double rate) {}

    private Point sweep(Database database, Peer peer) throws Exception {
        Point best = null;
        for (Tuning start : peer.starts(database)) {
            Point point = climb(database, peer, start);
            best = best == null || point.rate() > best.rate() ? point : best;
        }
        return required(best);
    }

    private static Point required(@Nullable Point best) {
        if (best == null) {
            throw new IllegalStateException("a sweep without a start");
        }
        return best;
    }

    private Point climb(Database database, Peer peer, Tuning start) throws Exception {
        Scale scale = options.scale();
        measure(database, peer, start, scale.warmUp(), 0);
        Point best = new Point(start, measure(database, peer, start));
        for (Axis axis : start.axes()) {
            boolean rising = true;
            for (int value = next(best.tuning().value(axis)); rising && value > 0; value = next(value)) {
                Tuning tuning = best.tuning().with(axis, value);
                double rate = measure(database, peer, tuning);
                rising = rate >= best.rate() * ENOUGH;
                best = rate > best.rate() ? new Point(tuning, rate) : best;
            }
        }
        return best;
    }

    /** The step above, or 0 after the last. */
    private static int next(int value) {
        return STEPS.stream().filter(step -> step > value).findFirst().orElse(0);
    }

    /** A setting under which the peer fails is as good as one under which it does nothing. */
    private double measure(Database database, Peer peer, Tuning tuning) {
        Series rates = new Series("", "");
        try {
            for (int round = 1; round <= options.scale().rounds(); round++) {
                rates.add(measure(database, peer, tuning, options.scale(), round));
            }
            return rates.median();
        } catch (Exception e) {
            System.err.println("FAILED " + database.text() + " " + peer.name() + " " + tuning.text() + ": " + e);
            return 0;
        }
    }

    private double measure(Database database, Peer peer, Tuning tuning, Scale scale, int round) throws Exception {
        Contender contender = peer.tuned("sweep(" + tuning.text() + ")", tuning);
        System.gc();
        Course course = new Course(database, contender, scale, scale.jobs(), (phase, metric, unit, value) -> {});
        Drained drained = Drained.run(course, Order.of(scale.jobs()));
        if (round > 0) {
            keep(course, contender, round, drained);
        }
        return drained.rate();
    }

    private void keep(Course course, Contender contender, int round, Drained drained) throws IOException {
        Database database = course.database();
        Row row = new Row(
                options.run(),
                database.text(),
                contender.durability(database),
                "drain",
                contender.name(),
                contender.setting(),
                course.size(),
                round,
                "rate",
                "jobs/s",
                drained.rate());
        sheet.add(row);
        System.err.println(row.line());
    }
}
