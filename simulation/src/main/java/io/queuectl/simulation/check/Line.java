package io.queuectl.simulation.check;

import java.util.HashSet;
import java.util.Set;

/** What the ledger knows of one job. */
final class Line {

    final String id;

    /** The place among those inserted; 0 while nobody said that it was. */
    int number;

    /** Whether a client was told that it is there, that it may be, or a schedule added it. */
    boolean promised;

    boolean possible;
    boolean denied;
    boolean deleted;

    /** As {@code JobState} has it; empty while nobody said that it is there. */
    String state = "";

    /** Something about it may have happened of which nobody knows. */
    boolean doubtful;

    String queue = "";
    long priority;
    long runAt;
    long max = Long.MAX_VALUE;
    String key = "";
    String hash = "";

    /** The token it is or was held under last, and the node it was given to. */
    String token = "";

    String holder = "";
    final Set<String> started = new HashSet<>();

    /** How it left the hands of the last that held it: the end of an attempt, or requeue. */
    String lastEnd = "";

    long ordinal;
    long attempts;
    long losses;
    long claims;

    /** Somebody asked for its end before it was claimed last. */
    boolean cancelAsked;

    /** Since when it waits as it does now, in milliseconds. */
    long waitsSince;

    Line(String id) {
        this.id = id;
    }

    boolean isHeld() {
        return state.equals("processing");
    }

    boolean isFinished() {
        return state.equals("completed") || state.equals("dead") || state.equals("cancelled");
    }

    boolean isClaimable() {
        return state.equals("pending") || state.equals("failed");
    }
}
