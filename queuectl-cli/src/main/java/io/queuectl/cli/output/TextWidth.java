package io.queuectl.cli.output;

/**
 * How many columns of a terminal a text takes, near enough: East Asian wide characters and emoji take two, combining marks and
 * joiners none. After the ranges of Unicode's EastAsianWidth.
 */
final class TextWidth {

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** The text, cut to that many columns; what was cut is shown by an ellipsis. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int room = columns - 1;
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length && of(characters[i]) <= room; i++) {
            kept.appendCodePoint(characters[i]);
            room -= of(characters[i]);
        }
        return columns < 1 ? "" : kept.append('…').toString();
    }

    private static int of(int character) {
        if (character < 0x300) {
            return 1;
        }
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(character) ? 2 : 1;
    }

    private static boolean isWide(int character) {
        return within(character, 0x1100, 0x115F)
                || within(character, 0x2E80, 0x303E)
                || within(character, 0x3041, 0xA4CF)
                || within(character, 0xAC00, 0xD7A3)
                || within(character, 0xF900, 0xFAFF)
                || within(character, 0xFE30, 0xFE6F)
                || within(character, 0xFF00, 0xFF60)
                || within(character, 0xFFE0, 0xFFE6)
                || within(character, 0x1F300, 0x1F64F)
                || within(character, 0x1F680, 0x1F9FF)
                || within(character, 0x20000, 0x3FFFD);
    }

    private static boolean within(int character, int first, int last) {
        return character >= first && character <= last;
    }
}
