package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.Outcome;
import io.queuectl.simulation.history.What;
import java.util.function.Consumer;

/** Where nothing is in the way, a job that is due is given out within a poll, a lease and the longest run of a handler. */
final class SomethingHappens implements Invariant {

    /** What settings, quarantine and roster may add, each of which is looked at once a second. */
    private static final long ROUNDS_MILLIS = 4_000;

    private long sinceMillis = Long.MAX_VALUE;

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        switch (event.what()) {
            case HEALED, CLAIM, START, SETTLE, SETTING -> {
                late(event, ledger, complaints);
                sinceMillis =
                        event.what() == What.HEALED || sinceMillis != Long.MAX_VALUE ? event.millis() : sinceMillis;
            }
            case QUIET -> {
                if (event.outcome() == Outcome.FAILED) {
                    complaints.accept("what was to be done is not");
                }
                sinceMillis = Long.MAX_VALUE;
            }
            default -> {}
        }
    }

    private void late(Event event, Ledger ledger, Consumer<String> complaints) {
        long patience = 2 * ledger.setting("lease", 0)
                + ledger.setting("poll", 0)
                + ledger.setting("handler", 0)
                + ROUNDS_MILLIS
                + ledger.setting("tolerance", 0);
        if (sinceMillis == Long.MAX_VALUE || event.millis() - sinceMillis <= patience) {
            return;
        }
        ledger.lines().stream()
                .filter(line -> line.isClaimable() && !line.deleted && !line.doubtful)
                .filter(line -> !ledger.queue(line.queue).paused)
                .filter(line -> Math.max(line.waitsSince, line.runAt) < event.millis() - patience)
                .findFirst()
                .ifPresent(line -> complaints.accept("job " + line.id + " waits, and nothing happened for "
                        + (event.millis() - sinceMillis) + " ms"));
    }
}
