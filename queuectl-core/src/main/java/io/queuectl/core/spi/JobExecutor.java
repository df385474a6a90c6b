package io.queuectl.core.spi;

/**
 * What runs the jobs of some kind: a handler in this JVM, or a process. One executor serves many threads at once.
 */
@FunctionalInterface
public interface JobExecutor {

    /**
     * Runs one attempt to its end on the calling thread. An interrupt, and {@link AttemptContext#isCancelled()}, ask it to
     * end early; the engine knows why it asked, so whatever is returned or thrown then counts as that.
     *
     * @return one that {@link Outcome#isOwn}; what it throws counts as failed
     */
    Outcome execute(Claim claim, AttemptContext context) throws Exception;

    /**
     * Called on the node that takes over what a dead node held, before the job can run again: ends whatever that attempt may
     * have left running on this host. Must not throw.
     */
    default void endOrphan(Claim lost) {}
}
