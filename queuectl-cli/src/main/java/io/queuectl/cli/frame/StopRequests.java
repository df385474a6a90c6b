package io.queuectl.cli.frame;

import java.util.function.IntConsumer;

/** Where the system, or a person at the terminal, asks a process to stop. */
@FunctionalInterface
public interface StopRequests {

    /** Nobody ever asks. */
    StopRequests NONE = handler -> {};

    /** From now on hands the number of each signal that asks for a stop to the handler, on any thread. */
    void hear(IntConsumer handler);
}
