package io.queuectl.cli.worker;

import java.io.PrintStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes lines on a thread of its own. When nobody takes them fast enough, lines are dropped and their number is told. Thread-safe. */
final class LineWriter implements AutoCloseable {

    private static final int CAPACITY = 10_000;

    /** How long the end waits for a terminal that takes nothing. */
    private static final long LAST_WAIT_MILLIS = 2_000;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final PrintStream target;
    private final Thread thread;
    private volatile boolean closed;

    LineWriter(PrintStream target) {
        this.target = target;
        this.thread = new Thread(this::write, "queuectl-report-1");
        thread.setDaemon(true);
        thread.start();
    }

    void write(String line) {
        if (!lines.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(LAST_WAIT_MILLIS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!closed || !lines.isEmpty()) {
                String line = lines.poll(50, TimeUnit.MILLISECONDS);
                if (line != null) {
                    target.println(line);
                }
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    target.println("(" + lost + " lines not shown)");
                }
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }
}
