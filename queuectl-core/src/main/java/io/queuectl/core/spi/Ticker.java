package io.queuectl.core.spi;

/** A monotonic clock: it never jumps, and means nothing but differences. {@code System::nanoTime} in production. */
@FunctionalInterface
public interface Ticker {

    long nanos();
}
