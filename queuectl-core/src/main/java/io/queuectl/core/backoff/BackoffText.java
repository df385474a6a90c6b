package io.queuectl.core.backoff;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of the built-in policies: a name and its settings in brackets, all of them written, all of them required. */
final class BackoffText {

    private static final Pattern SHAPE =
            Pattern.compile("(fixed|exponential)\\(([a-z]+=[^,()=]+(?:,[a-z]+=[^,()=]+)*)\\)");

    private static final int LONGEST = 500;

    private BackoffText() {}

    static String write(Fixed fixed) {
        return "fixed(delay=" + fixed.delay() + ",jitter=" + lower(fixed.jitter()) + ")";
    }

    static String write(Exponential exponential) {
        return "exponential(first=" + exponential.first() + ",factor=" + exponential.factor() + ",cap="
                + exponential.cap() + ",jitter=" + lower(exponential.jitter()) + ")";
    }

    static Backoff read(String text) {
        Matcher shape = SHAPE.matcher(text);
        // A longer one none of us wrote, and it would run the expression out of stack.
        if (text.length() > LONGEST || !shape.matches()) {
            throw new IllegalArgumentException("backoff \"" + text.substring(0, Math.min(LONGEST, text.length()))
                    + "\" is not of the form fixed(…) or exponential(…)");
        }
        Map<String, String> settings = new HashMap<>();
        for (String setting : shape.group(2).split(",", -1)) {
            int equals = setting.indexOf('=');
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        try {
            Backoff read = shape.group(1).equals("fixed") ? fixed(settings) : exponential(settings);
            if (!settings.isEmpty()) {
                throw new IllegalArgumentException("unknown setting " + settings.keySet());
            }
            return read;
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new IllegalArgumentException("backoff \"" + text + "\": " + wrong.getMessage(), wrong);
        }
    }

    private static Fixed fixed(Map<String, String> settings) {
        return new Fixed(Duration.parse(take(settings, "delay")), jitter(settings));
    }

    private static Exponential exponential(Map<String, String> settings) {
        return new Exponential(
                Duration.parse(take(settings, "first")),
                Double.parseDouble(take(settings, "factor")),
                Duration.parse(take(settings, "cap")),
                jitter(settings));
    }

    private static Jitter jitter(Map<String, String> settings) {
        return Jitter.valueOf(take(settings, "jitter").toUpperCase(Locale.ROOT));
    }

    private static String take(Map<String, String> settings, String name) {
        String value = settings.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("setting " + name + " is missing");
        }
        return value;
    }

    private static String lower(Jitter jitter) {
        return jitter.name().toLowerCase(Locale.ROOT);
    }
}
