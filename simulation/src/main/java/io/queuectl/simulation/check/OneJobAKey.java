package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.function.Consumer;

/** At most one job that is not finished has a unique key, but for those that somebody put back: they do not ask for it again. */
final class OneJobAKey implements Invariant {

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        String key = event.text("key");
        if (!event.isDone(What.INSERT) || key == null) {
            return;
        }
        ledger.lines().stream()
                .filter(line -> line.number > 0 && line.key.equals(key) && !line.id.equals(event.subject()))
                .filter(line -> !line.isFinished() && !line.deleted && !line.doubtful)
                .forEach(line -> complaints.accept("job " + line.id + " has the key " + key + " and is " + line.state));
    }
}
