package io.queuectl.testkit.cost;

import io.queuectl.core.spi.JobStore;

/** An empty store and the meter it runs on. */
public interface CostFixture extends AutoCloseable {

    /** The same at each call. {@link #close} closes it. */
    JobStore store();

    /** What was spent on it so far. */
    Cost spent() throws Exception;

    /** Throws the data away. */
    @Override
    void close();
}
