package io.queuectl.testkit.app;

import io.queuectl.api.JobContext;
import io.queuectl.api.JobHandler;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that fails some times and then works: for tests of what becomes of a job that has to be retried. Thread-safe. */
public final class FlakyHandler<T> implements JobHandler<T> {

    private final int failures;
    private final JobHandler<? super T> then;
    private final AtomicInteger calls = new AtomicInteger();

    private FlakyHandler(int failures, JobHandler<? super T> then) {
        this.failures = failures;
        this.then = then;
    }

    /** One that throws when it is called the first so many times, and calls the other one from then on. */
    public static <T> FlakyHandler<T> failing(int times, JobHandler<? super T> then) {
        return new FlakyHandler<>(times, then);
    }

    /** How often it was called. */
    public int calls() {
        return calls.get();
    }

    @Override
    public void handle(T payload, JobContext context) throws Exception {
        int call = calls.incrementAndGet();
        if (call <= failures) {
            throw new IllegalStateException("planted failure " + call + " of " + failures);
        }
        then.handle(payload, context);
    }
}
