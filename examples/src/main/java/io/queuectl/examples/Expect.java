package io.queuectl.examples;

import java.util.Objects;

/** What an example claims of its own result: it ends with an error where that does not hold. */
final class Expect {

    private Expect() {}

    static void equal(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new IllegalStateException(what + ": expected " + expected + " but was " + actual);
        }
        System.out.println("as expected, " + what + ": " + actual);
    }
}
