package io.queuectl.benchmarks.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where a number stands between the two ends of a chart: from zero on a linear ruler, or from a power of ten on a logarithmic one, which is taken when the numbers
 * lie too far apart to be seen beside each other.
 *
 * @param low zero if linear
 */
record Ruler(double low, double high, boolean logarithmic) {

    private static final double FAR_APART = 20;
    private static final int TICKS = 5;
    private static final double ROOM = 1.02;

    /** For all of the numbers, none of them negative. Zeros stand at the low end of a logarithmic ruler. */
    static Ruler of(List<Double> numbers) {
        double highest = numbers.stream().mapToDouble(number -> number).max().orElse(0);
        double lowest = numbers.stream()
                .mapToDouble(number -> number)
                .filter(number -> number > 0)
                .min()
                .orElse(0);
        if (highest <= 0) {
            return new Ruler(0, 1, false);
        }
        return highest / lowest >= FAR_APART
                ? new Ruler(decadeBelow(lowest), highest * ROOM, true)
                : new Ruler(0, highest * ROOM, false);
    }

    /** A whole decade lower where the number is a power of ten, or nothing of it would be seen. */
    private static double decadeBelow(double number) {
        return Math.pow(10, Math.ceil(Math.log10(number)) - 1);
    }

    /** 0 at the low end, 1 at the high one. */
    double at(double number) {
        if (number <= low) {
            return 0;
        }
        double share = logarithmic ? Math.log10(number / low) / Math.log10(high / low) : number / high;
        return Math.min(1, share);
    }

    /** Round numbers along it, lowest first. */
    List<Double> ticks() {
        return logarithmic ? decades() : steps();
    }

    private List<Double> decades() {
        double[] within = Math.log10(high / low) < 3 ? new double[] {1, 2, 5} : new double[] {1};
        List<Double> ticks = new ArrayList<>();
        for (double decade = low; decade <= high; decade *= 10) {
            double start = decade;
            DoubleStream.of(within)
                    .map(part -> start * part)
                    .filter(tick -> tick <= high)
                    .forEach(ticks::add);
        }
        return ticks;
    }

    private List<Double> steps() {
        double rough = high / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = DoubleStream.of(1, 2, 5, 10)
                .map(part -> part * power)
                .filter(part -> part >= rough)
                .min()
                .orElse(rough);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A tick's text: {@code 20k}, {@code 1M}, {@code 0.5}. */
    static String text(double tick) {
        if (tick >= 1e6) {
            return plain(tick / 1e6) + "M";
        }
        return tick >= 1e3 ? plain(tick / 1e3) + "k" : plain(tick);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
