package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import java.util.function.Consumer;

/** Something that holds of every history. Sees one history, event by event. */
interface Invariant {

    /** Looks at an event; the ledger is as it was before. */
    void see(Event event, Ledger ledger, Consumer<String> complaints);
}
