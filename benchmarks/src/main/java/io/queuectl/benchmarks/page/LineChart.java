package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.page.Svg.Anchor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line a contender over a number that grows, with a whisker from lowest to highest round at each point. The numbers below stand at equal distances, whatever
 * lies between them. A line is interrupted where its contender was not measured.
 */
final class LineChart {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int TOP = 66;
    private static final int BOTTOM = 364;
    private static final int LEFT = 64;
    private static final int LABEL = 15;
    private static final String[] DASHES = {"none", "6 3", "2 3", "9 3 2 3"};

    private final List<Line> lines;
    private final String unit;
    private final String across;
    private final List<Long> numbers;
    private final Ruler ruler;
    private final double wide;

    /** @param points by the number below */
    record Line(String label, Tone tone, SortedMap<Long, Rounds> points) {
        private double last() {
            return points.values().stream()
                    .reduce((before, after) -> after)
                    .map(Rounds::median)
                    .orElse(0.0);
        }
    }

    /**
     * @param unit of the points
     * @param across what the numbers below are
     */
    LineChart(List<Line> lines, String unit, String across) {
        this.lines = lines;
        this.unit = unit;
        this.across = across;
        numbers = lines.stream()
                .flatMap(line -> line.points().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        ruler = Ruler.of(rounds().flatMap(rounds -> rounds.values().stream()).toList());
        int longest =
                lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
        wide = WIDTH - LEFT - 40 - longest * Svg.CHARACTER;
    }

    private Stream<Rounds> rounds() {
        return lines.stream().flatMap(line -> line.points().values().stream());
    }

    String draw(String title) {
        Svg svg = new Svg(WIDTH, HEIGHT, new Caption(title, detail()));
        drawAxes(svg);
        Map<Tone, Integer> used = new HashMap<>();
        for (Line line : lines) {
            int before = used.merge(line.tone(), 1, Integer::sum) - 1;
            drawLine(svg, line, DASHES[before % DASHES.length]);
        }
        drawLabels(svg);
        return svg.toString();
    }

    private String detail() {
        String counts = rounds().map(Rounds::count)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(" or "));
        return unit + ", median of n=" + counts + ", whiskers from lowest to highest"
                + (ruler.logarithmic() ? ", logarithmic" : "");
    }

    private void drawAxes(Svg svg) {
        for (double tick : ruler.ticks()) {
            svg.line("grid", LEFT, y(tick), LEFT + wide, y(tick));
            svg.text("quiet", LEFT - 8, y(tick) + 4, Anchor.END, Ruler.text(tick));
        }
        for (long number : numbers) {
            svg.text("quiet", x(number), BOTTOM + 18, Anchor.MIDDLE, Ruler.text((double) number));
        }
        svg.text("quiet", LEFT + wide / 2, BOTTOM + 40, Anchor.MIDDLE, across);
    }

    private void drawLine(Svg svg, Line line, String dashes) {
        Rounds before = null;
        long from = 0;
        for (long number : numbers) {
            Rounds here = line.points().get(number);
            if (here != null) {
                if (before != null) {
                    svg.stroke(line.tone(), dashes, x(from), y(before.median()), x(number), y(here.median()));
                }
                drawPoint(svg, line.tone(), x(number), here);
            }
            before = here;
            from = number;
        }
    }

    private void drawPoint(Svg svg, Tone tone, double x, Rounds rounds) {
        if (rounds.count() > 1) {
            svg.line(tone.stroke(), x, y(rounds.lowest()), x, y(rounds.highest()));
            svg.line(tone.stroke(), x - 3, y(rounds.lowest()), x + 3, y(rounds.lowest()));
            svg.line(tone.stroke(), x - 3, y(rounds.highest()), x + 3, y(rounds.highest()));
        }
        svg.dot(tone, x, y(rounds.median()));
    }

    /** Beside each line's last point, moved where two would overlap. */
    private void drawLabels(Svg svg) {
        List<Line> highestFirst = lines.stream()
                .filter(line -> !line.points().isEmpty())
                .sorted(Comparator.comparingDouble(this::end))
                .toList();
        double[] places = apart(highestFirst.stream().mapToDouble(this::end).toArray());
        for (int i = 0; i < places.length; i++) {
            Line line = highestFirst.get(i);
            svg.text(line.tone().fill(), LEFT + wide + 14, places[i] + 4, Anchor.START, line.label());
        }
    }

    /** From the top down, each at least a label below the one before; then from the bottom up, that none leaves the chart. */
    private static double[] apart(double[] places) {
        for (int i = 1; i < places.length; i++) {
            places[i] = Math.max(places[i], places[i - 1] + LABEL);
        }
        double lowest = BOTTOM;
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], lowest);
            lowest = places[i] - LABEL;
        }
        return places;
    }

    private double end(Line line) {
        return y(line.last());
    }

    private double x(long number) {
        double step = numbers.size() > 1 ? (wide - 40) / (numbers.size() - 1) : 0;
        return LEFT + 20 + step * numbers.indexOf(number);
    }

    private double y(double value) {
        return BOTTOM - ruler.at(value) * (BOTTOM - TOP);
    }
}
