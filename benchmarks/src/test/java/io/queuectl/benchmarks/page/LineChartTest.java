package io.queuectl.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.queuectl.benchmarks.page.LineChart.Line;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LineChartTest {

    private static final long TEN = 10_000;
    private static final long HUNDRED = 100_000;
    private static final long MILLION = 1_000_000;

    @Test
    void sizesStandAtEqualDistancesAndPointsAreJoined() {
        String svg = drawn(new Line("raw", Tone.RAW, points(TEN, 50, HUNDRED, 60, MILLION, 55)));
        List<Double> dots = numbers(svg, "<circle .* cx=\"([0-9.]+)\"");
        assertThat(dots).hasSize(3);
        assertThat(dots.get(2) - dots.get(1)).isEqualTo(dots.get(1) - dots.get(0));
        assertThat(numbers(svg, "<line class=\"s-raw\" .* x1=\"([0-9.]+)\"")).hasSize(2);
        assertThat(svg).contains(">10k<").contains(">100k<").contains(">1M<").contains(">jobs waiting<");
    }

    @Test
    void aSizeThatWasNotMeasuredInterruptsTheLine() {
        String svg = drawn(
                new Line("raw", Tone.RAW, points(TEN, 50, HUNDRED, 60, MILLION, 55)),
                new Line("quartz", Tone.QUARTZ, points(TEN, 40, MILLION, 40)));
        assertThat(numbers(svg, "<circle class=\"f-quartz\" cx=\"([0-9.]+)\"")).hasSize(2);
        assertThat(svg).doesNotContain("<line class=\"s-quartz\"");
    }

    @Test
    void noFinishedRowsAreASizeToo() {
        String svg = drawn(new Line("queuectl", Tone.QUEUECTL, points(0, 50, MILLION, 45)));
        assertThat(svg).contains(">0</text>").contains(">1M<").doesNotContain("NaN");
    }

    @Test
    void oneValueIsADot() {
        String svg = drawn(new Line("raw", Tone.RAW, points(TEN, 50)));
        assertThat(numbers(svg, "<circle .* cx=\"([0-9.]+)\"")).hasSize(1);
        assertThat(svg).doesNotContain("<line class=\"s-raw\"").doesNotContain("NaN");
    }

    @Test
    void whiskersSpanTheRounds() {
        SortedMap<Long, Rounds> points = new TreeMap<>();
        points.put(TEN, new Rounds(List.of(50.0, 100.0, 75.0)));
        String svg = drawn(new Line("raw", Tone.RAW, points));
        double bottom =
                numbers(svg, "<line class=\"s-raw\" x1.* y1=\"([0-9.]+)\"").get(0);
        double top = numbers(svg, "<line class=\"s-raw\" x1.* y2=\"([0-9.]+)\"").get(0);
        double median = numbers(svg, "<circle .* cy=\"([0-9.]+)\"").get(0);
        assertThat(median).isBetween(top, bottom);
        assertThat(median - top).isCloseTo(bottom - median, within(0.2));
        assertThat(svg).contains("median of n=3");
    }

    @Test
    void namesOfLinesThatEndTogetherDoNotOverlap() {
        String svg = drawn(
                new Line("raw", Tone.RAW, points(TEN, 1, HUNDRED, 0)),
                new Line("quartz", Tone.QUARTZ, points(TEN, 1, HUNDRED, 0)),
                new Line("jobrunr", Tone.JOBRUNR, points(TEN, 1, HUNDRED, 0)));
        List<Double> heights = numbers(svg, "<text class=\"f-[a-z-]+\" .* y=\"([0-9.]+)\"");
        assertThat(heights).hasSize(3);
        for (int i = 1; i < heights.size(); i++) {
            assertThat(heights.get(i) - heights.get(i - 1)).isGreaterThanOrEqualTo(14);
        }
    }

    @Test
    void linesOfOneColourDifferInTheirDashes() {
        String svg = drawn(
                new Line("raw, k=1", Tone.RAW, points(TEN, 1, HUNDRED, 1)),
                new Line("raw, k=500", Tone.RAW, points(TEN, 9, HUNDRED, 9)));
        assertThat(svg).contains("stroke-dasharray=\"none\"").contains("stroke-dasharray=\"6 3\"");
    }

    private static String drawn(Line... lines) {
        return new LineChart(List.of(lines), "jobs/s", "jobs waiting").draw("Drain with a backlog");
    }

    /** A size, its one value, the next size and so on. */
    private static SortedMap<Long, Rounds> points(long... sizesAndValues) {
        SortedMap<Long, Rounds> points = new TreeMap<>();
        for (int i = 0; i < sizesAndValues.length; i += 2) {
            points.put(sizesAndValues[i], new Rounds(List.of((double) sizesAndValues[i + 1])));
        }
        return points;
    }

    private static List<Double> numbers(String svg, String pattern) {
        return Pattern.compile(pattern)
                .matcher(svg)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
    }
}
