package io.queuectl.testkit.postgres;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A cut that waits for its statement. It cuts the connection that brings it, and no other, once. Thread-safe. */
public final class Cut {

    /** Where a connection is cut. */
    public enum Point {
        /** The server never gets the statement. */
        UNSENT,
        /** The server gets it and finds nobody to answer. */
        SENT,
        /** The server has answered, and the answer is lost. */
        ANSWERED
    }

    private final Predicate<String> statement;
    private final Point point;
    private final AtomicInteger toPass;
    private final CountDownLatch done = new CountDownLatch(1);

    Cut(Predicate<String> statement, Point point, int toPass) {
        this.statement = statement;
        this.point = point;
        this.toPass = new AtomicInteger(toPass);
    }

    /** Waits until it has cut, at most that long; answers whether it has. */
    public boolean await(Duration atMost) throws InterruptedException {
        return done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean isDone() {
        return done.getCount() == 0;
    }

    /** Whether this statement, on whatever connection, is the one to cut at. Answers yes once. */
    boolean isAt(String text) {
        return statement.test(text) && toPass.getAndDecrement() == 0;
    }

    Point point() {
        return point;
    }

    void done() {
        done.countDown();
    }
}
