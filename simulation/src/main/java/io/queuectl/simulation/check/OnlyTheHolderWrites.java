package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.Outcome;
import java.util.function.Consumer;

/** What is written under a token is taken while the job is held under it, and then it is taken; a node that is off the roster renews nothing and is given nothing. */
final class OnlyTheHolderWrites implements Invariant {

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        switch (event.what()) {
            case SETTLE, NOTE -> written(event, ledger.line(event.subject()), complaints);
            case BEAT -> {
                if (event.outcome() == Outcome.OK && !ledger.isOnRoster(event.subject())) {
                    complaints.accept("node " + event.subject() + " is off the roster and renewed");
                }
            }
            case CLAIM -> {
                if (event.outcome() == Outcome.OK
                        && ledger.isKnownEpoch(event.epoch())
                        && !ledger.isOnRoster(event.epoch())) {
                    complaints.accept(
                            "node " + event.epoch() + " is off the roster and was given job " + event.subject());
                }
            }
            default -> {}
        }
    }

    private static void written(Event event, Line line, Consumer<String> complaints) {
        boolean own = line.isHeld() && line.token.equals(event.token());
        if (line.doubtful || line.claims == 0) {
            return;
        }
        if (event.outcome() == Outcome.OK && !own) {
            complaints.accept("taken under " + event.token() + ", and job " + line.id + " is " + line.state + " under "
                    + line.token);
        }
        if ((event.outcome() == Outcome.REFUSED || event.outcome() == Outcome.REPEATED) && own) {
            complaints.accept("answered " + event.outcome() + ", and job " + line.id + " is held under it");
        }
    }
}
