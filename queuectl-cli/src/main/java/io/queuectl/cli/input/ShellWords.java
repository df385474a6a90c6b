package io.queuectl.cli.input;

import java.util.List;
import java.util.regex.Pattern;

/** Words of a command line put back together as the text that a POSIX shell would part the same way. */
final class ShellWords {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /** One word is a text for the shell as it is; several are the arguments of a program, each quoted where need be. */
    static String join(List<String> words) {
        if (words.size() == 1) {
            return words.get(0);
        }
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            if (text.length() > 0) {
                text.append(' ');
            }
            text.append(PLAIN.matcher(word).matches() ? word : quoted(word));
        }
        return text.toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
