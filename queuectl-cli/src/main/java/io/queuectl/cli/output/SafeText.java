package io.queuectl.cli.output;

/**
 * Text made harmless for a terminal: control characters (C0, DEL, C1), line and paragraph separators, characters that turn the
 * reading direction, tag characters and lone surrogates are spelt out, everything else stays.
 */
public final class SafeText {

    private SafeText() {}

    /** One line for a table, a message or an error: tabs and line ends are spelt out too. */
    public static String of(String text) {
        return escape(text, false);
    }

    /** One line of a job's output: tabs stay. */
    public static String line(String text) {
        return escape(text, true);
    }

    /** Whether a terminal might take the character for more than a letter. */
    static boolean isHarmful(int character) {
        return Character.isISOControl(character)
                || character == 0x2028
                || character == 0x2029
                || turnsDirection(character)
                || (character >= 0xE0000 && character <= 0xE007F)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static boolean turnsDirection(int character) {
        return character == 0x061C
                || character == 0x200E
                || character == 0x200F
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    private static String escape(String text, boolean keepTabs) {
        if (text.codePoints().noneMatch(SafeText::isHarmful)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (!isHarmful(character) || (keepTabs && character == '\t')) {
                safe.appendCodePoint(character);
            } else {
                spell(character, safe);
            }
        });
        return safe.toString();
    }

    private static void spell(int character, StringBuilder safe) {
        switch (character) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            case 0x1B -> safe.append("\\e");
            default -> {
                String hex = Integer.toHexString(character);
                int digits = character < 0x80 ? 2 : 4;
                safe.append(character < 0x80 ? "\\x" : "\\u")
                        .append("0".repeat(Math.max(0, digits - hex.length())))
                        .append(hex);
            }
        }
    }
}
