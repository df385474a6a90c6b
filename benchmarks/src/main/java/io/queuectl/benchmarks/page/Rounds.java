package io.queuectl.benchmarks.page;

import java.util.List;
import java.util.Locale;

/** What the rounds of one figure gave, lowest first. */
record Rounds(List<Double> values) {

    /** @throws IllegalArgumentException if there is none */
    Rounds {
        values = values.stream().sorted().toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a figure needs a round");
        }
    }

    double median() {
        int size = values.size();
        return (values.get((size - 1) / 2) + values.get(size / 2)) / 2;
    }

    double lowest() {
        return values.get(0);
    }

    double highest() {
        return values.get(values.size() - 1);
    }

    int count() {
        return values.size();
    }

    /** {@code 92,755 – 107,749}. */
    String range() {
        return text(lowest()) + " – " + text(highest());
    }

    /** {@code 106,292 (92,755 – 107,749, n=5)}. */
    String cell() {
        return text(median()) + " (" + range() + ", n=" + count() + ")";
    }

    /** With as many digits as mean something. */
    static String text(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT,
                size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.4f",
                value);
    }
}
