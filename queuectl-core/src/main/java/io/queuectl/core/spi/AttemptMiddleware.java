package io.queuectl.core.spi;

/**
 * Stands around the attempts of every kind that has a handler: for what should be there while the handler runs, such as a logging context or a trace, and
 * for measuring it. One object serves many threads at once.
 */
@FunctionalInterface
public interface AttemptMiddleware {

    /**
     * Runs what lies further in, decoding and handler at last, and whatever belongs before and after it; all on the thread of the attempt, within
     * its timeout. What it answers or throws counts as if the handler had: a middleware that does not call {@code next} keeps the handler from running.
     *
     * @return what {@code next} answered, or {@link Outcome.Completed} or {@link Outcome.Failed} in its place
     */
    Outcome around(AttemptContext attempt, Next next) throws Exception;

    /** What lies further in. */
    @FunctionalInterface
    interface Next {

        Outcome run() throws Exception;
    }
}
