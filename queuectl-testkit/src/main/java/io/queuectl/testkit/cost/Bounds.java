package io.queuectl.testkit.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The most that one job of a workload may cost; see {@link Cost}. */
public record Bounds(double statements, double roundTrips, double commits) {

    /** In words, each bound that was exceeded; empty if none was. */
    List<String> exceeded(Cost cost, int jobs) {
        List<String> found = new ArrayList<>();
        compare(found, "statements", cost.statements(), jobs, statements);
        compare(found, "round trips", cost.roundTrips(), jobs, roundTrips);
        compare(found, "commits", cost.commits(), jobs, commits);
        return found;
    }

    private static void compare(List<String> found, String what, long spent, int jobs, double bound) {
        double each = (double) spent / jobs;
        if (each > bound) {
            found.add(String.format(Locale.ROOT, "%s a job: %.4f, at most %.4f are allowed", what, each, bound));
        }
    }
}
