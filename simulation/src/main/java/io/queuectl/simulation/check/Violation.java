package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;

/**
 * An invariant that does not hold.
 *
 * @param number the invariant's, 1 to 17
 * @param event at which it shows
 */
public record Violation(int number, String invariant, String what, Event event) {

    @Override
    public String toString() {
        return "invariant " + number + ", " + invariant + ": " + what + ", at " + event;
    }
}
