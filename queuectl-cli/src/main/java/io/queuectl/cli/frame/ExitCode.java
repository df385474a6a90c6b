package io.queuectl.cli.frame;

import io.queuectl.api.StoreException;

/** How a command ended, as the shell sees it. The numbers are part of the command line's contract. */
public enum ExitCode {
    OK(0),
    /** The operation, or the job that was awaited, failed. */
    FAILED(1),
    /** Wrong usage or bad input. */
    USAGE(2),
    NOT_FOUND(3),
    /** An id that is taken, or a job in the wrong state. */
    CONFLICT(4),
    /** The database is out of reach, busy or full. */
    UNAVAILABLE(5),
    /** The database is damaged or belongs to something else. */
    DAMAGED(6),
    SCHEMA(7),
    PERMISSION(8),
    INTERNAL(70),
    TIMED_OUT(124),
    /** Ended by SIGINT. */
    INTERRUPTED(130),
    /** Ended by SIGTERM. */
    TERMINATED(143);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The one place that says how a failing database ends a command. */
    static ExitCode of(StoreException.Reason reason) {
        return switch (reason) {
            case BUSY, UNAVAILABLE, FULL -> UNAVAILABLE;
            case DAMAGED, FOREIGN -> DAMAGED;
            case SCHEMA -> SCHEMA;
            case PERMISSION -> PERMISSION;
            case REJECTED -> FAILED;
        };
    }
}
