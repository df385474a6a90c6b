package io.queuectl.testkit.app;

import io.queuectl.core.spi.JobStore;

/** The entrance to assertions about a queue, for a static import beside AssertJ's. */
public final class QueueAssertions {

    private QueueAssertions() {}

    /** Assertions about the jobs of the test that runs. */
    public static QueueAssert assertThatQueue(QueueTest queue) {
        return new QueueAssert(queue.jobs(), jobs -> true, "");
    }

    /** Assertions about the jobs of any store. */
    public static QueueAssert assertThatQueue(JobStore store) {
        return new QueueAssert(store.queries(), jobs -> true, "");
    }
}
