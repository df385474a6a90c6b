package io.queuectl.cli.frame;

import java.util.Locale;

/** Text that can be shown without steering the terminal: control and direction characters are written as escapes. */
public final class Printable {

    private static final int SHOWN = 80;

    private Printable() {}

    /** The whole text as one line. */
    public static String line(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (steers(text.charAt(at))) {
                return escaped(text);
            }
        }
        return text;
    }

    /** The text in quotes, cut to what an error message can carry. */
    public static String quoted(String text) {
        if (text.length() <= SHOWN) {
            return '"' + line(text) + '"';
        }
        return '"' + line(text.substring(0, SHOWN)) + "…\" (" + text.length() + " characters)";
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            switch (one) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (steers(one)) {
                        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) one));
                    } else {
                        shown.append(one);
                    }
                }
            }
        }
        return shown.toString();
    }

    /** C0, DEL and C1; line and paragraph separators; marks, overrides and isolates of writing direction; zero-width joiners stay. */
    private static boolean steers(char one) {
        return one < ' '
                || (one >= 0x7f && one <= 0x9f)
                || (one >= 0x2028 && one <= 0x202e)
                || (one >= 0x2066 && one <= 0x2069)
                || one == 0x200e
                || one == 0x200f
                || one == 0x061c
                || one == 0xfeff;
    }
}
