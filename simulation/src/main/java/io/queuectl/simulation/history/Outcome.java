package io.queuectl.simulation.history;

/** How a call ended, as far as whoever recorded it knows. */
public enum Outcome {
    OK,
    /** The same was done before, under the same token or name. Nothing changed. */
    REPEATED,
    /** It is not, or no longer, for this caller to do. Nothing changed. */
    REFUSED,
    /** Nothing changed. */
    FAILED,
    /** It may have been done. */
    UNKNOWN
}
