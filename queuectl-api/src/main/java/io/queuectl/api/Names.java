package io.queuectl.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one check of every name a user may choose. */
final class Names {

    private static final int SHOWN = 40;

    private Names() {}

    /** For callers whose compiler checks no nullness. */
    static void requireGiven(String what, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is null");
        }
    }

    static void require(Pattern shape, @Nullable String text, String what, String pattern) {
        if (text == null) {
            throw new IllegalArgumentException(what + " is null");
        }
        if (!shape.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " \"" + shown(text) + "\" does not match " + pattern);
        }
    }

    /** The offending value, short enough for one line and without control characters. */
    private static String shown(String text) {
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
