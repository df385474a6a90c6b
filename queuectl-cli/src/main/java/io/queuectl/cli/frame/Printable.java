package io.queuectl.cli.frame;

import java.util.Locale;

/** Text that can be shown without steering the terminal: control and direction characters are written as escapes. */
public final class Printable {

    private static final int SHOWN = 80;

    private Printable() {}

    /** The whole text as one line. */
    public static String line(String text) {
        return shown(text, false);
    }

    /** A line of a job's output: its tabs stay. */
    public static String outputLine(String text) {
        return shown(text, true);
    }

    /** The text in quotes, cut to what an error message can carry. */
    public static String quoted(String text) {
        if (text.length() <= SHOWN) {
            return '"' + line(text) + '"';
        }
        return '"' + line(text.substring(0, SHOWN)) + "…\" (" + text.length() + " characters)";
    }

    /**
     * Whether a terminal may take the character for more than a letter: C0, DEL and C1; line and paragraph separators; marks,
     * overrides and isolates of writing direction; tag characters; halves of surrogate pairs. Zero-width joiners are letters.
     */
    public static boolean steers(int character) {
        return Character.isISOControl(character)
                || (character >= 0x2028 && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069)
                || character == 0x200e
                || character == 0x200f
                || character == 0x061c
                || character == 0xfeff
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                || (character >= 0xe0000 && character <= 0xe007f);
    }

    private static String shown(String text, boolean tabs) {
        StringBuilder shown = null;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            boolean escape = steers(character) && !(tabs && character == '\t');
            if (escape && shown == null) {
                shown = new StringBuilder(text.length() + 16).append(text, 0, at);
            }
            if (shown != null && escape) {
                shown.append(escape(character));
            } else if (shown != null) {
                shown.appendCodePoint(character);
            }
            at += Character.charCount(character);
        }
        return shown == null ? text : shown.toString();
    }

    private static String escape(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", character);
        };
    }
}
