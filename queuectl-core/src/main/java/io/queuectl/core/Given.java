package io.queuectl.core;

import org.jspecify.annotations.Nullable;

/** The check of what an application hands over from code that knows no nullness. */
final class Given {

    private Given() {}

    /** @throws IllegalArgumentException that says what is missing */
    static void require(String what, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is null");
        }
    }
}
