package io.queuectl.api;

import java.time.Instant;

/**
 * How far a job says it is.
 *
 * @param fraction done, from 0 to 1
 * @param message one line for people, at most {@value #MAX_MESSAGE} characters: what is longer is cut, and U+FFFD stands for NUL
 * @param at when it said so, by the clock of the node that ran it
 */
public record Progress(double fraction, String message, Instant at) {

    public static final int MAX_MESSAGE = 500;

    /** @throws IllegalArgumentException if the fraction is not within 0 and 1 */
    public Progress {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("progress " + fraction + " is not within 0 and 1");
        }
        message = Names.line(message, MAX_MESSAGE);
    }
}
