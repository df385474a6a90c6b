package io.queuectl.testkit.store;

import io.queuectl.core.spi.JobStore;

/**
 * One test's own data, and the way to open a store on it.
 *
 * <p>What is opened is closed by the contract.
 */
@FunctionalInterface
public interface StoreFixture extends AutoCloseable {

    /**
     * Opens a store: an empty one at first, afterwards one with all that was written before. Called while others on the same data are
     * open, as a second process would, and after they were closed.
     */
    JobStore open();

    /** Whether {@link #open} finds the same data again. If not, the tests that need it are reported as skipped. */
    default boolean keepsItsData() {
        return true;
    }

    /** Whether the store lets jobs wait for others, as {@link AfterContract} tries it. If not, it must refuse them. */
    default boolean letsJobsWait() {
        return true;
    }

    /** Throws the data away. */
    @Override
    default void close() {}
}
