package io.queuectl.core.spi;

/** What became of a {@link Firing}. */
public enum Fired {
    /** Written now. */
    FIRED,
    /** Its first sending was written. Nothing changed. */
    ALREADY_FIRED,
    /** The schedule was changed since it was seen, or another node fired it. Nothing changed. */
    MOVED,
    /** There is no such schedule, any more. Nothing changed. */
    NOT_FOUND
}
