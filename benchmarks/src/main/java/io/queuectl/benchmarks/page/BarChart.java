package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.page.Svg.Anchor;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bars from left to right, in groups one under the other: a bar ends at the median, its whisker spans lowest and highest round. The best stands first
 * in its group.
 */
final class BarChart {

    private static final int WIDTH = 860;
    private static final int TOP = 62;
    private static final int ROW = 22;
    private static final int HEADING = 24;
    private static final int BOTTOM = 44;
    private static final int VALUES = 96;
    private static final int MARGIN = 16;

    private final List<Group> groups;
    private final String unit;
    private final Ruler ruler;
    private final double left;
    private final double wide;

    /** @param heading empty if there is one group only */
    record Group(String heading, List<Bar> bars) {
        Group {
            bars = List.copyOf(bars);
        }

        private double height() {
            return (heading.isEmpty() ? 0 : HEADING) + (double) bars.size() * ROW;
        }
    }

    /** @param unit of all bars; more is better if it is a rate */
    BarChart(List<Group> groups, String unit) {
        this.groups = groups;
        this.unit = unit;
        ruler = Ruler.of(
                rounds(groups).flatMap(rounds -> rounds.values().stream()).toList());
        left = 2 * MARGIN + Svg.CHARACTER * longest(groups);
        wide = WIDTH - left - VALUES - MARGIN;
    }

    private static Stream<Rounds> rounds(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.bars().stream())
                .map(Bar::rounds)
                .filter(Objects::nonNull);
    }

    private static int longest(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.bars().stream())
                .mapToInt(bar -> bar.label().length())
                .max()
                .orElse(0);
    }

    String draw(String title) {
        double height = groups.stream().mapToDouble(Group::height).sum();
        Svg svg = new Svg(WIDTH, (int) (TOP + height + BOTTOM), new Caption(title, detail()));
        drawAxis(svg, TOP + height);
        double y = TOP;
        for (Group group : groups) {
            drawGroup(svg, group, y);
            y += group.height();
        }
        return svg.toString();
    }

    private String detail() {
        String rounds = rounds(groups)
                .map(Rounds::count)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(" or "));
        return "median of n=" + (rounds.isEmpty() ? "0" : rounds) + ", whiskers from lowest to highest, "
                + (better() > 0 ? "more" : "less") + " is better" + (ruler.logarithmic() ? ", logarithmic" : "");
    }

    private int better() {
        return unit.endsWith("/s") ? 1 : -1;
    }

    private void drawAxis(Svg svg, double bottom) {
        for (double tick : ruler.ticks()) {
            svg.line("grid", x(tick), TOP - 6, x(tick), bottom);
            svg.text("quiet", x(tick), bottom + 15, Anchor.MIDDLE, Ruler.text(tick));
        }
        svg.text("quiet", left + wide / 2, bottom + 34, Anchor.MIDDLE, unit);
    }

    private void drawGroup(Svg svg, Group group, double top) {
        double first = top;
        if (!group.heading().isEmpty()) {
            svg.text("text", MARGIN, top + 16, Anchor.START, group.heading());
            first += HEADING;
        }
        List<Bar> bars = group.bars().stream().sorted(bestFirst()).toList();
        for (int i = 0; i < bars.size(); i++) {
            drawBar(svg, bars.get(i), first + (double) i * ROW);
        }
    }

    /** What was not measured comes last. */
    private Comparator<Bar> bestFirst() {
        return Comparator.comparingDouble(bar -> bar.rounds() == null
                ? Double.MAX_VALUE
                : -better() * bar.rounds().median());
    }

    private void drawBar(Svg svg, Bar bar, double top) {
        double middle = top + ROW / 2.0;
        svg.text("text", left - 8, middle + 4, Anchor.END, bar.label());
        Rounds rounds = bar.rounds();
        if (rounds == null) {
            svg.text("quiet", left + 6, middle + 4, Anchor.START, "not measured");
            return;
        }
        svg.rectangle(bar.tone().fill(), left, top + 4, x(rounds.median()) - left, ROW - 8);
        if (rounds.count() > 1) {
            svg.line("whisker", x(rounds.lowest()), middle, x(rounds.highest()), middle);
            svg.line("whisker", x(rounds.lowest()), middle - 4, x(rounds.lowest()), middle + 4);
            svg.line("whisker", x(rounds.highest()), middle - 4, x(rounds.highest()), middle + 4);
        }
        svg.text("text", x(rounds.highest()) + 6, middle + 4, Anchor.START, value(rounds));
    }

    /** Says how many rounds it was where the bars differ in that. */
    private String value(Rounds rounds) {
        boolean alike = rounds(groups).mapToInt(Rounds::count).distinct().count() == 1;
        return Rounds.text(rounds.median()) + (alike ? "" : " (n=" + rounds.count() + ")");
    }

    private double x(double value) {
        return left + ruler.at(value) * wide;
    }
}
