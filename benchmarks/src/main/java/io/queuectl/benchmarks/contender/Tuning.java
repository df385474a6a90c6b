package io.queuectl.benchmarks.contender;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One setting of a peer: {@code lock-and-fetch workers=50 batch=200 pool=20}. Immutable.
 *
 * @param mode the way of working, if the peer has several; a word
 * @param values of those that mean something to it
 */
public record Tuning(String mode, Map<Axis, Integer> values) {

    public Tuning {
        Map<Axis, Integer> copy = new EnumMap<>(Axis.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** @throws IllegalArgumentException if it is not what {@link #text} says */
    public static Tuning parse(String text) {
        String[] words = text.strip().split(" ");
        Map<Axis, Integer> values = new EnumMap<>(Axis.class);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("a tuning says " + text);
            }
            values.put(
                    Axis.valueOf(words[i].substring(0, equals).toUpperCase(Locale.ROOT)),
                    Integer.parseInt(words[i].substring(equals + 1)));
        }
        return new Tuning(words[0], values);
    }

    /** In the order in which a sweep goes through them. */
    public List<Axis> axes() {
        return new ArrayList<>(values.keySet());
    }

    /** @throws IllegalArgumentException if it means nothing here */
    public int value(Axis axis) {
        Integer value = values.get(axis);
        if (value == null) {
            throw new IllegalArgumentException(mode + " has no " + axis.text());
        }
        return value;
    }

    public Tuning with(Axis axis, int value) {
        Map<Axis, Integer> changed = new EnumMap<>(values);
        changed.put(axis, value);
        return new Tuning(mode, changed);
    }

    public String text() {
        return mode
                + values.entrySet().stream()
                        .map(entry -> " " + entry.getKey().text() + "=" + entry.getValue())
                        .collect(Collectors.joining());
    }
}
