package io.queuectl.cli.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The share of the time that one phase has.
 *
 * @param stopped whether whoever measures is to stop
 */
record Part(Duration time, BooleanSupplier stopped) {

    /** Starts its clock. */
    Watch start() {
        return new Watch(this);
    }

    Part times(int factor) {
        return new Part(time.multipliedBy(factor), stopped);
    }
}
