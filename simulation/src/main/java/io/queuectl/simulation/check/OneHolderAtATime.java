package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A token is given once, and no job to two holders at a time. */
final class OneHolderAtATime implements Invariant {

    private final Map<String, String> given = new HashMap<>();

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        if (!event.isDone(What.CLAIM)) {
            return;
        }
        Line line = ledger.line(event.subject());
        String before = given.put(event.token(), line.id);
        if (before != null) {
            complaints.accept("token " + event.token() + " was given for job " + before + " before");
        }
        if (line.isHeld() && !line.doubtful) {
            complaints.accept("job " + line.id + " is held under " + line.token);
        }
        if (event.number("ordinal", Long.MAX_VALUE) <= line.ordinal) {
            complaints.accept("claim " + event.text("ordinal") + " of job " + line.id + " after claim " + line.ordinal);
        }
    }
}
