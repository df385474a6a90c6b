package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.page.Results.Figure;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** The medians of one store, to be asked and set in proportion. What was not measured is empty, and so is what depends on it. */
record Medians(Results results, Stage stage) {

    OptionalDouble own(String phase, String metric) {
        return highest(
                Subject::own,
                figure -> figure.phase().equals(phase) && figure.metric().equals(metric));
    }

    /** To the raw database at its best. */
    OptionalDouble toRaw(String phase, String metric) {
        Predicate<Measure> wanted =
                measure -> measure.phase().equals(phase) && measure.metric().equals(metric);
        return ratio(highest(Subject::own, wanted), highest(Subject::yardstick, wanted));
    }

    /** How queuectl's rate at one size of a curve is to that at another. */
    OptionalDouble along(String phase, long size, long to) {
        return ratio(highest(Subject::own, rate(phase, size)), highest(Subject::own, rate(phase, to)));
    }

    private static Predicate<Measure> rate(String phase, long size) {
        return measure -> measure.phase().equals(phase) && measure.metric().equals("rate") && measure.size() == size;
    }

    /** Of the drain, to the fastest of those peers at any of its settings. */
    OptionalDouble toPeers(Predicate<Subject> peers) {
        Predicate<Measure> drain =
                measure -> measure.phase().equals("drain") && measure.metric().equals("rate");
        return ratio(highest(Subject::own, drain), highest(peers, drain));
    }

    private OptionalDouble highest(Predicate<Subject> subjects, Predicate<Measure> measures) {
        Predicate<Figure> wanted = figure -> stage.holds(figure)
                && !figure.subject().sweep()
                && subjects.test(figure.subject())
                && measures.test(figure.measure());
        return results.where(wanted).values().stream()
                .mapToDouble(Rounds::median)
                .max();
    }

    private static OptionalDouble ratio(OptionalDouble of, OptionalDouble to) {
        return of.isPresent() && to.isPresent()
                ? OptionalDouble.of(of.getAsDouble() / to.getAsDouble())
                : OptionalDouble.empty();
    }
}
