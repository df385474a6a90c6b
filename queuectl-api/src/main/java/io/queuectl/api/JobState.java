package io.queuectl.api;

import java.util.Locale;

/**
 * Where a job stands. {@link #mayBecome} is the one table of legal moves: stores and engine check against it, the store
 * contract tries every illegal pair, and the documentation draws it.
 */
public enum JobState {
    /** Waits for other jobs: pending once the last of them has ended well. Left by their ends, or a cancel. */
    BLOCKED,
    /** Ready, or scheduled for later: claimable once its due time has come. Left by a claim or a cancel. */
    PENDING,
    /** Held by one node under a lease and a token. Left by a settlement only. */
    PROCESSING,
    /** Done. Never left. */
    COMPLETED,
    /** Failed at least once and waiting for its retry: claimable once its due time has come. */
    FAILED,
    /** Out of attempts, or lost too often: the dead-letter queue. Left only when a person requeues it. */
    DEAD,
    /** Withdrawn by a person or the application. Left only when a person requeues it. */
    CANCELLED,
    /** What a reader sees where a row was edited into something this version does not know. Never written, never claimed, never moved. */
    INVALID;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The state as SQL, JSON and the command line show it: lower-case. */
    public String text() {
        return text;
    }

    /** The state of that {@link #text}; {@link #INVALID} for any other. */
    public static JobState ofText(String text) {
        for (JobState state : values()) {
            if (state.text.equals(text)) {
                return state;
            }
        }
        return INVALID;
    }

    /** Whether a claim takes jobs in this state, once due. */
    public boolean isClaimable() {
        return this == PENDING || this == FAILED;
    }

    /** Whether no node holds the job and it is not over: it may be changed and withdrawn. */
    public boolean isWaiting() {
        return isClaimable() || this == BLOCKED;
    }

    /** Whether the job is over: nothing but a person moves it again. */
    public boolean isFinished() {
        return this == COMPLETED || this == DEAD || this == CANCELLED;
    }

    /** Whether a person may put the job back to where it began. */
    public boolean isRequeuable() {
        return this == FAILED || this == DEAD || this == CANCELLED;
    }

    /** The waiting state of a job that has this many counted attempts behind it. */
    public static JobState waiting(int attempts) {
        return attempts == 0 ? PENDING : FAILED;
    }

    /** Whether a job in this state may move to that one in a single step. */
    public boolean mayBecome(JobState next) {
        return switch (this) {
            case BLOCKED -> next == PENDING || next == CANCELLED || next == DEAD;
            case PENDING -> next == PROCESSING || next == CANCELLED;
            case FAILED -> next == PROCESSING || next == CANCELLED || next == PENDING;
            case PROCESSING -> next.isFinished() || next == FAILED || next == PENDING;
            case DEAD, CANCELLED -> next == PENDING || next == BLOCKED;
            case COMPLETED, INVALID -> false;
        };
    }
}
