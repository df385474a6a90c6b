package io.queuectl.core.engine;

/** Takes along what a running attempt has to say: a lane, or whoever stands in for one. Thread-safe. */
interface Carrier {

    /** Hands over the end of an attempt or a note, to be written with the next exchange. Returns at once. */
    void hand(LaneItem item);

    /** Leads one exchange if nobody leads now; whoever does is going to see what was handed over before. */
    void leadIfFree();
}
