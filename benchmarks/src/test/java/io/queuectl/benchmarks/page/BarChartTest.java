package io.queuectl.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.benchmarks.page.BarChart.Group;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class BarChartTest {

    private static final Pattern BAR = Pattern.compile("<rect class=\"f-([a-z-]+)\" .* width=\"([0-9.]+)\"");

    @Test
    void theBarEndsAtTheMedianAndTheWhiskerSpansTheRounds() {
        String svg = drawn("jobs/s", bar("raw", 50, 100, 75));
        assertThat(svg).contains(">75.0</text>").contains("median of n=3, whiskers from lowest to highest");
        double left = number(svg, "<rect class=\"f-raw\" x=\"([0-9.]+)\"");
        double wide = number(svg, "<rect class=\"f-raw\" .* width=\"([0-9.]+)\"");
        double whiskerStart = number(svg, "<line class=\"whisker\" x1=\"([0-9.]+)\"");
        double whiskerEnd = number(svg, "<line class=\"whisker\" .* x2=\"([0-9.]+)\"");
        assertThat((whiskerStart - left) / wide).isBetween(0.66, 0.67);
        assertThat((whiskerEnd - left) / wide).isBetween(1.33, 1.34);
    }

    @Test
    void theBestStandsFirstBeItTheHighestRateOrTheLowestTime() {
        List<Bar> bars = List.of(bar("quartz", 10), bar("raw", 30), bar("queuectl", 20));
        assertThat(labels(new BarChart(List.of(new Group("", bars)), "jobs/s").draw("")))
                .containsExactly("raw", "queuectl", "quartz");
        assertThat(labels(new BarChart(List.of(new Group("", bars)), "ms").draw("")))
                .containsExactly("quartz", "queuectl", "raw");
    }

    @Test
    void oneValueHasNoWhisker() {
        assertThat(drawn("jobs/s", bar("raw", 50))).contains("median of n=1").doesNotContain("class=\"whisker\"");
    }

    @Test
    void differentNumbersOfRoundsAreTold() {
        assertThat(drawn("jobs/s", bar("raw", 50, 51, 52), bar("quartz", 7)))
                .contains("median of n=1 or 3")
                .contains(">51.0 (n=3)<")
                .contains(">7.00 (n=1)<");
    }

    @Test
    void zeroIsABarWithoutLength() {
        String svg = drawn("jobs/s", bar("raw", 50_000), bar("pg-boss", 0.5), bar("quartz", 0));
        assertThat(svg).contains("logarithmic").contains(">0.00<").doesNotContain("NaN");
        assertThat(widths(svg)).hasSize(3).last().isEqualTo(0.0);
    }

    @Test
    void whoWasNotMeasuredIsTold() {
        String svg = drawn("jobs/s", bar("raw", 50), new Bar("quartz", Tone.QUARTZ, null));
        assertThat(svg).contains(">quartz</text>").contains(">not measured</text>");
        assertThat(widths(svg)).hasSize(1);
    }

    @Test
    void aGroupHasItsHeading() {
        String svg = new BarChart(
                        List.of(
                                new Group("1 thread", List.of(bar("raw", 1))),
                                new Group("4 threads", List.of(bar("raw", 2)))),
                        "jobs/s")
                .draw("Enqueue");
        assertThat(svg.indexOf(">1 thread<")).isPositive().isLessThan(svg.indexOf(">4 threads<"));
    }

    @Test
    void itsTextIsEscapedAndItsColoursAreForLightAndDark() {
        String svg = drawn("jobs/s", new Bar("a<b & c", Tone.OTHER, new Rounds(List.of(1.0))));
        assertThat(svg)
                .contains("a&lt;b &amp; c")
                .contains("@media (prefers-color-scheme: dark)")
                .doesNotContain("currentColor");
    }

    @Test
    void aVariantHasTheColourOfItsKind() {
        assertThat(Tone.of("bullmq-synced")).isEqualTo(Tone.BULLMQ);
        assertThat(Tone.of("celery")).isEqualTo(Tone.OTHER);
    }

    private static String drawn(String unit, Bar... bars) {
        return new BarChart(List.of(new Group("", List.of(bars))), unit).draw("Drain");
    }

    private static Bar bar(String contender, double... rounds) {
        return new Bar(
                contender,
                Tone.of(contender),
                new Rounds(Arrays.stream(rounds).boxed().toList()));
    }

    private static List<Double> widths(String svg) {
        return BAR.matcher(svg)
                .results()
                .map(bar -> Double.valueOf(bar.group(2)))
                .toList();
    }

    private static List<String> labels(String svg) {
        return Pattern.compile("text-anchor=\"end\">([^<]*)<")
                .matcher(svg)
                .results()
                .map(label -> label.group(1))
                .toList();
    }

    private static double number(String svg, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(svg);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
