package io.queuectl.cli.input;

import io.queuectl.cli.frame.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decides whether a text is a job in JSON or a command for the shell. A text that starts like JSON is JSON, right or wrong, so
 * that a slip in JSON never runs as a command; <code>{ date; }</code> and {@code [ -f x ]} are shell.
 */
final class JsonOrShell {

    private static final Pattern JSON_START = Pattern.compile(
            "\\{\"|\\{\\s*}|\\[\\s*\\{\\s*[\"}]|\\[\\{|\\{\\s*\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"\\s*:");

    private JsonOrShell() {}

    static boolean startsLikeJson(String text) {
        String stripped = withoutMark(text);
        char first = stripped.isEmpty() ? ' ' : stripped.charAt(0);
        return (first == '{' || first == '[') && JSON_START.matcher(stripped).lookingAt();
    }

    /** The jobs of one text in JSON. */
    static List<JobDraft> readJson(String text) {
        JobJson documents = JobJson.of(withoutMark(text));
        List<JobDraft> drafts = new ArrayList<>();
        for (JobDraft draft = documents.next(); draft != null; draft = documents.next()) {
            drafts.add(draft);
        }
        if (drafts.isEmpty()) {
            throw Refusal.usage("the JSON holds no job", "a job looks like {\"command\":\"echo hi\"}");
        }
        return drafts;
    }

    /** Without blanks in front, and without the byte order mark that some editors put there. */
    private static String withoutMark(String text) {
        String stripped = text.strip();
        return stripped.startsWith("\ufeff") ? stripped.substring(1).strip() : stripped;
    }
}
