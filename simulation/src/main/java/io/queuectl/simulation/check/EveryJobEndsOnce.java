package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Whatever somebody was told is in the queue ends once: completed, dead or cancelled. What may be there is there once or not at all, and nothing else is. */
final class EveryJobEndsOnce implements Invariant {

    private final Map<String, Event> ends = new HashMap<>();

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        if (event.what() == What.FINAL) {
            judge(event, ledger.line(event.subject()), complaints);
        } else if (event.what() == What.END_OF_HISTORY) {
            ledger.lines().stream()
                    .filter(line -> line.promised && !line.deleted && !ends.containsKey(line.id))
                    .forEach(line -> complaints.accept("job " + line.id + " is gone"));
        }
    }

    private void judge(Event event, Line line, Consumer<String> complaints) {
        if (ends.put(line.id, event) != null) {
            complaints.accept("job " + line.id + " is there twice");
        }
        if (!line.promised && !line.possible) {
            complaints.accept("job " + line.id + (line.denied ? " was refused and is there" : " came from nowhere"));
        }
        String state = String.valueOf(event.text("state"));
        if (!state.equals("completed") && !state.equals("dead") && !state.equals("cancelled")) {
            complaints.accept("job " + line.id + " is left " + state);
        }
    }
}
