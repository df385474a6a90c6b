package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.function.Consumer;

/** A node that renewed within half a lease is not declared dead, and none without a reason: it was killed, stopped, or could not reach the store. */
final class TheLivingAreNotBuried implements Invariant {

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        if (event.isDone(What.DEATH)) {
            died(event, ledger, complaints);
        }
    }

    private static void died(Event event, Ledger ledger, Consumer<String> complaints) {
        long lease = ledger.setting("lease", 0);
        String node = ledger.nodeOf(event.subject());
        long trouble = ledger.lastTrouble(node);
        long silent = event.millis() - ledger.lastBeat(event.subject());
        if (trouble == Long.MAX_VALUE) {
            return;
        }
        if (silent < lease / 2) {
            complaints.accept("node " + node + " renewed " + silent + " ms ago");
        } else if (ledger.isKnownEpoch(event.subject()) && trouble < ledger.lastBeat(event.subject())) {
            complaints.accept("node " + node + " was in no trouble");
        }
    }
}
