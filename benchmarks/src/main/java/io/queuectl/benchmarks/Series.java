package io.queuectl.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measurements of one contender over the rounds, and their median and range. Confined to one thread. */
public final class Series {

    private final String name;
    private final String unit;
    private final List<Double> values = new ArrayList<>();

    public Series(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    public String name() {
        return name;
    }

    public String unit() {
        return unit;
    }

    public void add(double value) {
        values.add(value);
    }

    /** In the order they were measured. */
    public List<Double> values() {
        return List.copyOf(values);
    }

    public double median() {
        return quantile(0.5);
    }

    /** The value below which that share of all lies. */
    public double quantile(double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1.0, Math.floor(share * sorted.size())));
    }

    /** {@code 106,292 (92,755 – 107,749, n=5)}. */
    public String cell() {
        return text(median()) + " (" + text(quantile(0)) + " – " + text(quantile(1)) + ", n=" + values.size() + ")";
    }

    /** With as many digits as mean something. */
    public static String text(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT,
                size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.4f",
                value);
    }

    @Override
    public String toString() {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%-34s median %,10.1f %s (range %,.1f to %,.1f, n=%d)",
                name,
                median(),
                unit,
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }
}
