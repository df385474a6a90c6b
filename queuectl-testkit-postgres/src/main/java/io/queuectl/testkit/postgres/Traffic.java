package io.queuectl.testkit.postgres;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** What clients said through a proxy, counted from when it was asked for. Thread-safe. */
public final class Traffic {

    private final Predicate<String> counted;
    private final LongAdder statements = new LongAdder();
    private final LongAdder roundTrips = new LongAdder();

    Traffic(Predicate<String> counted) {
        this.counted = counted;
    }

    /** Statements that the server executed, BEGIN and COMMIT among them. */
    public long statements() {
        return statements.sum();
    }

    /** How often a client waited for the server after one or more of those statements. */
    public long roundTrips() {
        return roundTrips.sum();
    }

    boolean isCounted(String statement) {
        return counted.test(statement);
    }

    void statement() {
        statements.increment();
    }

    void roundTrip() {
        roundTrips.increment();
    }
}
