package io.queuectl.api;

/** What becomes of a job that waits for another when that one ends dead or cancelled, or is deleted before its end. */
public enum IfFailed {
    /** It is cancelled, and so are, by their own rules, those that wait for it. */
    CANCEL,
    /** It goes on as if the other had completed. */
    CONTINUE,
    /** It is dead: to be looked at, and requeued, with the other. */
    DEAD,
    /** It goes on waiting, until the other is requeued and completes. Where the other is deleted it is cancelled. */
    WAIT
}
