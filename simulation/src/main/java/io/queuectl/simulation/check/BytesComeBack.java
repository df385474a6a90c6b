package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.function.Consumer;

/** A payload is read as it was written, and what an attempt logs is kept with it and no other. */
final class BytesComeBack implements Invariant {

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        if (event.what() == What.START || event.what() == What.FINAL) {
            Line line = ledger.line(event.subject());
            String hash = event.text("hash");
            boolean edited = event.what() == What.START && !line.token.equals(event.token());
            if (hash != null && !line.hash.isEmpty() && !line.doubtful && !edited && !hash.equals(line.hash)) {
                complaints.accept("job " + line.id + " has payload " + hash + ", not " + line.hash);
            }
        } else if (event.what() == What.LOG && !event.subject().equals(event.text("text"))) {
            complaints.accept("job " + event.subject() + " has a line of job " + event.text("text"));
        }
    }
}
