package io.queuectl.cli.bench;

/** The clock of one phase. Thread-safe. */
final class Watch {

    private final long start = System.nanoTime();
    private final Part part;

    Watch(Part part) {
        this.part = part;
    }

    /** @throws InterruptedException if whoever measures is to stop */
    boolean goesOn() throws InterruptedException {
        if (part.stopped().getAsBoolean()) {
            throw new InterruptedException("stopped while measuring");
        }
        return System.nanoTime() - start < part.time().toNanos();
    }

    /** Of that many things until now. */
    double rate(long count) {
        return count * 1e9 / Math.max(1, System.nanoTime() - start);
    }
}
