package io.queuectl.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names with values that a job carries from its enqueueing on, to be found by and to hand context on: whose job it is, which trace it belongs to, which
 * job enqueued it. Immutable, in the order of the names.
 *
 * @param values at most {@value #MAX}; a name is 1 to 64 letters, digits, {@code . _ -} and starts with a letter or digit; a value has at most
 *     {@value #MAX_VALUE} characters, none of them a control character
 */
public record Tags(Map<String, String> values) {

    public static final int MAX = 20;
    public static final int MAX_VALUE = 200;

    /** The tag under which {@link JobContext#enqueue} leaves the id of the job that enqueued another. */
    public static final String PARENT = "parent";

    /** What a name looks like, as error messages show it. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    public static final Tags NONE = new Tags(Map.of());

    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    /** @throws IllegalArgumentException if there are too many, or one is not of that shape */
    public Tags {
        if (values.size() > MAX) {
            throw new IllegalArgumentException(values.size() + " tags are more than " + MAX);
        }
        values.forEach(Tags::require);
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public static Tags of(String name, String value) {
        return new Tags(Map.of(name, value));
    }

    /** These and that one, in place of one of its name. */
    public Tags with(String name, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new Tags(more);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** As they are stored and shown: {@code name=value}, a line each. */
    public String text() {
        return values.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** @throws IllegalArgumentException if that is not the {@link #text} of any */
    public static Tags ofText(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            int end = line.indexOf('=');
            if (end < 0) {
                throw new IllegalArgumentException("tag \"" + Names.shown(line) + "\" is not NAME=VALUE");
            }
            values.put(line.substring(0, end), line.substring(end + 1));
        }
        return new Tags(values);
    }

    private static void require(String name, String value) {
        Names.require(SHAPE, name, "tag name", PATTERN);
        Names.requireGiven("value of tag " + name, value);
        if (value.length() > MAX_VALUE || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("value \"" + Names.shown(value) + "\" of tag " + name
                    + " is not at most " + MAX_VALUE + " characters without control characters");
        }
    }
}
