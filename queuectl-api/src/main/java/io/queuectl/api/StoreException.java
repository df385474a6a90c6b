package io.queuectl.api;

import org.jspecify.annotations.Nullable;

/** The database could not do what was asked. The message says what, on which database, and the remedy where one is known. */
public final class StoreException extends QueueCtlException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the database, as far as a caller would act on it. */
    public enum Reason {
        /** Locked by another process or transaction for longer than the wait. Passes by itself. */
        BUSY,
        /** Cannot be reached or opened. May pass by itself. */
        UNAVAILABLE,
        /** No space left. Passes when somebody makes room. */
        FULL,
        /** Not permitted to read or write. */
        PERMISSION,
        /** Damaged. */
        DAMAGED,
        /** Belongs to another application. */
        FOREIGN,
        /** A schema version this build does not serve. */
        SCHEMA,
        /** The database refused this request and would refuse it again. */
        REJECTED
    }

    private final Reason reason;
    private final boolean outcomeUnknown;
    private final String message;

    private StoreException(Reason reason, boolean outcomeUnknown, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.outcomeUnknown = outcomeUnknown;
        this.message = message;
    }

    /** Nothing was changed. */
    public static StoreException of(Reason reason, String message, @Nullable Throwable cause) {
        return new StoreException(reason, false, message, cause);
    }

    /** The commit was sent and its answer is missing: all was changed, or nothing. */
    public static StoreException unknown(Reason reason, String message, @Nullable Throwable cause) {
        return new StoreException(reason, true, message, cause);
    }

    /** The same failure of a call whose earlier try left its outcome unknown. */
    public StoreException inDoubt() {
        return outcomeUnknown ? this : new StoreException(reason, true, message, this);
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the change may have happened all the same. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** Whether the same call may succeed later without anybody changing the request. */
    public boolean isTransient() {
        return switch (reason) {
            case BUSY, UNAVAILABLE, FULL -> true;
            case PERMISSION, DAMAGED, FOREIGN, SCHEMA, REJECTED -> false;
        };
    }
}
