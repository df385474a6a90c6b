package io.queuectl.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one check of every name a user may choose, and of text that is kept. */
final class Names {

    private static final int SHOWN = 40;

    /** As long as any name may be. */
    private static final int PLAIN = 64;

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
        if (!isPlain(text) && !shape.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " \"" + shown(text) + "\" does not match " + pattern);
        }
    }

    /** Whether it is of a shape that every pattern takes: most names are, and a matcher for each costs more than the rest of a job. */
    private static boolean isPlain(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return length > 0 && length <= PLAIN;
    }

    /** That text at most that long, without splitting a character, and with U+FFFD for NUL, which not every database can hold. */
    static String line(String raw, int limit) {
        String text = raw.indexOf('\0') < 0 ? raw : raw.replace('\0', '\uFFFD');
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return text.substring(0, end) + "…";
    }

    /** The offending value, short enough for one line and without control characters. */
    static String shown(String text) {
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
