package io.queuectl.core.engine;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A stack trace as text, cut to what a failure keeps. */
final class StackText {

    private StackText() {}

    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
