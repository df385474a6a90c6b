package io.queuectl.cli.worker;

import java.util.concurrent.atomic.LongAdder;

/** What a worker did so far. Thread-safe. */
final class Tally {

    final LongAdder completed = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder dead = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder returned = new LongAdder();

    /** For instance {@code 12 completed, 3 failed attempts to be retried, 1 dead}. */
    String text() {
        StringBuilder text = new StringBuilder().append(completed.sum()).append(" completed");
        add(text, retried, " failed attempts to be retried");
        add(text, dead, " dead");
        add(text, cancelled, " cancelled");
        add(text, returned, " given back");
        return text.toString();
    }

    private static void add(StringBuilder text, LongAdder count, String what) {
        if (count.sum() > 0) {
            text.append(", ").append(count.sum()).append(what);
        }
    }
}
