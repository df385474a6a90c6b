package io.queuectl.simulation.history;

/**
 * What happened. Each says what the subject of such an event is, and which facts it has; times among the facts are milliseconds since 1970 on the clock of the node
 * that wrote them, and a fact that is not known is left out.
 */
public enum What {
    /**
     * The first event. Facts: {@code lease}, {@code poll}, {@code slots} of a node, {@code maxLosses}, {@code tolerance} between any two wall clocks, {@code call}: how long a call to the store may take, {@code window} in which a
     * node hears of settings, {@code orderWindow} in which claims may overtake each other, {@code handler}: the longest run, all in milliseconds; {@code first},
     * {@code factor}, {@code cap} and {@code jitter} of the backoff.
     */
    BEGIN,
    /** A client's call returned. Subject: the job. Facts: those of {@link #INSERT}. {@link Outcome#FAILED} says that it was not added. */
    ENQUEUE,
    /** A job came to be in the store. Facts: {@code queue}, {@code priority}, {@code runAt}, {@code max} attempts, {@code key}, {@code hash} of its payload. */
    INSERT,
    /** A node was given a job. Facts: {@code now}, {@code runAt}, {@code attempts} and {@code losses} before, {@code ordinal}. */
    CLAIM,
    /** A handler began. Facts: {@code now}, {@code hash} of the payload it got. */
    START,
    /** A handler ended, in whatever way. */
    END,
    /** An attempt's outcome was sent. Facts: {@code end}, {@code to}, {@code runAt}, {@code started}, {@code ended}. */
    SETTLE,
    /** Something an attempt said of itself was sent. */
    NOTE,
    /** A node came onto the roster. Subject: its epoch. */
    JOIN,
    /** A node renewed its lease. Subject: its epoch. {@link Outcome#REFUSED}: it was told that it is dead. */
    BEAT,
    /** A node declared another dead. Subject: the other's epoch. */
    DEATH,
    /** A node left the roster. Subject: its epoch. */
    LEAVE,
    /** Somebody did something to a job. Facts: {@code verb}, {@code answer}, and what an edit changed, by the names of {@link #INSERT}. */
    MOVE,
    /** Somebody set something for a queue. Subject: the queue. Facts: {@code paused}, {@code limit}. */
    SETTING,
    /** A schedule was fired. Subject: its name. Facts: {@code ticks} that added a job, separated by blanks; {@code revision} upon which it was fired; {@code every}; {@code missed}; {@code changed}: made, paused or resumed instead. */
    TICK,
    /** A node was killed. */
    CRASH,
    /** A node was stopped. Facts: {@code millis}. */
    STOP,
    /** A node's wall clock was set. Facts: {@code skew}. */
    SKEW,
    /** A call of a node to the store failed, was slow, or lost its answer. Facts: {@code verb}; {@code millis}: how long it takes from here on. */
    FAULT,
    /** From here on there are no more faults, and somebody works. */
    HEALED,
    /** The end of the work. Facts: {@code now}. {@link Outcome#FAILED}: something still waits or runs. */
    QUIET,
    /** What became of a job. Facts: {@code state}, {@code attempts}, {@code hash}, {@code created}, {@code started}, {@code finished}. */
    FINAL,
    /** A line of an attempt's log that is kept with a job. Facts: {@code ordinal}, {@code text}: the id of the job that wrote it. */
    LOG,
    /** How many jobs a queue says it holds in a state. Subject: the queue. Facts: {@code state}, {@code count}. */
    COUNT,
    /** The last event: there is no job but those that were told of. */
    END_OF_HISTORY
}
