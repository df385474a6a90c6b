package io.queuectl.core.spi;

/** What became of a write that named a token. */
public enum Settled {
    /** Written now. */
    APPLIED,
    /** The job left processing under this very token before, by this settlement or its first sending. Nothing changed. */
    ALREADY_APPLIED,
    /** The job is gone, or held under another token. Nothing changed. */
    NOT_YOURS
}
