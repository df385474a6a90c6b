package io.queuectl.cli.bench;

import io.queuectl.cli.bench.Figures.Drained;
import io.queuectl.cli.bench.Figures.Enqueued;
import io.queuectl.cli.bench.Figures.Floor;
import io.queuectl.cli.bench.Figures.PickUp;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Row;
import io.queuectl.core.spi.StoreInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The figures as people and as programs read them. */
public final class Report {

    public static final List<Column> COLUMNS = List.of(Column.text("what", "WHAT"), Column.number("figure", "FIGURE"));

    private final Figures figures;
    private final Limit limit;

    public Report(Figures figures) {
        this.figures = figures;
        this.limit = Limit.of(figures);
    }

    /** The one sentence that says what limits the database. */
    public String sentence() {
        return limit.sentence(figures);
    }

    /** What was measured. */
    public String store() {
        StoreInfo store = figures.store();
        return "Store: " + store.name() + " " + store.version() + ", " + store.durability();
    }

    /** For programs: rates are a second, times in microseconds. */
    public Row row() {
        Floor floor = figures.floor();
        Enqueued enqueued = figures.enqueued();
        Drained drained = figures.drained();
        PickUp pickUp = figures.pickUp();
        StoreInfo store = figures.store();
        return new Row()
                .text("store", store.name())
                .text("version", store.version())
                .text("durability", store.durability())
                .number("syncs", rounded(floor.syncs()))
                .number("commits", rounded(floor.commits()))
                .number("reads", rounded(floor.reads()))
                .number("enqueue_1", rounded(enqueued.one()))
                .number("enqueue_" + Course.FEW, rounded(enqueued.few()))
                .number("enqueue_" + Course.MANY, rounded(enqueued.many()))
                .number("enqueue_bulk", rounded(enqueued.bulk()))
                .number("drain", rounded(drained.rate()))
                .number(
                        "drain_busy_cores_percent",
                        Double.isNaN(drained.cores()) ? null : rounded(100 * drained.cores()))
                .number("pick_up_p50_us", micros(pickUp.p50()))
                .number("pick_up_p99_us", micros(pickUp.p99()))
                .number("pick_ups", pickUp.count())
                .text("limit", limit.text())
                .text("sentence", sentence());
    }

    /** For people: a row a figure. */
    public List<Row> lines() {
        Enqueued enqueued = figures.enqueued();
        PickUp pickUp = figures.pickUp();
        List<Row> lines = new ArrayList<>();
        Double syncs = figures.floor().syncs();
        if (syncs != null) {
            lines.add(line("syncs of a file beside it", rate(syncs)));
        }
        lines.add(line("commits of one row", rate(figures.floor().commits())));
        lines.add(line("reads of a few rows", rate(figures.floor().reads())));
        lines.add(line("enqueue, 1 thread", jobs(enqueued.one())));
        lines.add(line("enqueue, " + Course.FEW + " threads", jobs(enqueued.few())));
        lines.add(line("enqueue, " + Course.MANY + " threads", jobs(enqueued.many())));
        lines.add(line("enqueue, " + Course.BULK + " a call", jobs(enqueued.bulk())));
        lines.add(
                line("drain, " + Course.SLOTS + " slots", jobs(figures.drained().rate())));
        lines.add(line("pick-up, half of " + pickUp.count() + " within", millis(pickUp.p50())));
        lines.add(line("pick-up, 99 of 100 within", millis(pickUp.p99())));
        return lines;
    }

    private static Row line(String what, String figure) {
        return new Row().text("what", what).text("figure", figure);
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%,.0f /s", value);
    }

    private static String jobs(double value) {
        return String.format(Locale.ROOT, "%,.0f jobs/s", value);
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.2f ms", time.toNanos() / 1e6);
    }

    private static @Nullable Long rounded(@Nullable Double value) {
        return value == null ? null : (Long) Math.round(value);
    }

    private static long micros(Duration time) {
        return Math.round(time.toNanos() / 1e3);
    }
}
