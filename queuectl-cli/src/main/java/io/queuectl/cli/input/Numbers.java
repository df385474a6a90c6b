package io.queuectl.cli.input;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import java.util.regex.Pattern;

/** Numbers as people type them, within a range. */
public final class Numbers {

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private Numbers() {}

    /** @param what the name of the value, for the error */
    public static long whole(String what, String text, long least, long most) {
        String typed = text.strip();
        if (!WHOLE.matcher(typed).matches()) {
            throw refused(what, text, "a whole number", least, most);
        }
        long number = Long.parseLong(typed);
        if (number < least || number > most) {
            throw refused(what, text, "a whole number", least, most);
        }
        return number;
    }

    /** Digits with or without a point: no exponents, no infinities. */
    public static double decimal(String what, String text, long least, long most) {
        String typed = text.strip();
        if (!DECIMAL.matcher(typed).matches()) {
            throw refused(what, text, "a number", least, most);
        }
        double number = Double.parseDouble(typed);
        if (number < least || number > most) {
            throw refused(what, text, "a number", least, most);
        }
        return number;
    }

    private static Refusal refused(String what, String text, String kind, long least, long most) {
        return new Refusal(
                ExitCode.USAGE,
                what + " " + Printable.quoted(text) + " is not " + kind + " within " + least + " to " + most,
                "for instance " + what + " " + Math.max(least, Math.min(most, 3)));
    }
}
