package io.queuectl.examples.customstore;

import java.time.Instant;

/** Times as a store keeps them: whole milliseconds, so that they read the same before and after a restart. */
final class Millis {

    private Millis() {}

    static Instant of(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
