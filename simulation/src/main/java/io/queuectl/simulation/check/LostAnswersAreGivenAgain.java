package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Who sends an outcome again because the answer was lost is told that it was taken, as long as nobody else has had the job since. */
final class LostAnswersAreGivenAgain implements Invariant {

    /** The token under which each job left its last holder. */
    private final Map<String, String> settled = new HashMap<>();

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        String job = event.subject();
        if (event.isDone(What.CLAIM)) {
            settled.remove(job);
        } else if (event.what() == What.SETTLE) {
            boolean before = event.token().equals(settled.get(job)) && !ledger.line(job).deleted;
            if (before && event.outcome() == Outcome.REFUSED) {
                complaints.accept(
                        "job " + job + " was settled under " + event.token() + " before, and the answer is no");
            } else if (before && event.outcome() == Outcome.OK) {
                complaints.accept(
                        "job " + job + " was settled under " + event.token() + " before, and it was done again");
            }
            if (event.outcome() == Outcome.OK) {
                settled.put(job, event.token());
            }
        }
    }
}
