package io.queuectl.testkit;

/** What may go wrong with one call of a store. */
public enum Fault {
    /** Nothing. */
    NONE,
    /** It takes some milliseconds, and then works. */
    SLOW,
    /** Somebody else has the database locked: refused, nothing changed. */
    BUSY,
    /** The database cannot be reached: refused, nothing changed. */
    FAILS_BEFORE,
    /** The change is made and its answer gets lost. */
    FAILS_AFTER
}
