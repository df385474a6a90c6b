package io.queuectl.api;

import java.util.regex.Pattern;

/** The one check of every name a user may choose. */
final class Names {

    private static final int SHOWN = 40;

    private Names() {}

    static void require(Pattern shape, String text, String what, String pattern) {
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
