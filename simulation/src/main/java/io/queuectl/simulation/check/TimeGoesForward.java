package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.function.Consumer;

/** Times are kept in the order in which things happen, but for the differences between clocks. */
final class TimeGoesForward implements Invariant {

    private long last = Long.MIN_VALUE;

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        long tolerance = ledger.setting("tolerance", 0) + ledger.setting("call", 0);
        if (event.at() != 0 && event.at() < last) {
            complaints.accept("after what happened later");
        }
        last = Math.max(last, event.at());
        if (event.what() == What.SETTLE) {
            order("started", "ended", event, tolerance, complaints);
        } else if (event.what() == What.FINAL) {
            order("created", "finished", event, tolerance, complaints);
            order("started", "finished", event, tolerance, complaints);
            if (event.at() != 0 && event.number("finished", 0) > event.millis() + tolerance) {
                complaints.accept("finished in the future");
            }
        }
    }

    private static void order(String earlier, String later, Event event, long tolerance, Consumer<String> complaints) {
        long first = event.number(earlier, Long.MIN_VALUE / 2);
        long second = event.number(later, Long.MAX_VALUE / 2);
        if (first > second + tolerance) {
            complaints.accept("job " + event.subject() + " was " + earlier + " " + (first - second)
                    + " ms after it was " + later);
        }
    }
}
