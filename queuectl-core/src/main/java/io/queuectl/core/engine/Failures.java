package io.queuectl.core.engine;

import io.queuectl.api.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/** Makes a failure of what an attempt threw, whatever that is. */
final class Failures {

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private Failures() {}

    /** Never throws, even where the thrown one does when asked about itself, or there is no memory left to describe it. */
    static Failure of(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            String line = message == null || message.isBlank()
                    ? thrown.getClass().getSimpleName()
                    : LINE_BREAKS.matcher(message.strip()).replaceAll(" ");
            return new Failure(thrown.getClass().getName(), line, null, stack(thrown));
        } catch (Throwable indescribable) {
            return Failure.of(
                    thrown.getClass().getName(), "nothing more is known: it could not be asked for its message");
        }
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
