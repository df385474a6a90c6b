package io.queuectl.cli.output;

import org.jspecify.annotations.Nullable;

/** A way to set off a piece of text on a terminal. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The style that goes with the text of a job's state. */
    public static Style ofState(@Nullable String state) {
        if (state == null) {
            return PLAIN;
        }
        return switch (state) {
            case "completed" -> GREEN;
            case "processing" -> CYAN;
            case "failed", "invalid" -> YELLOW;
            case "dead" -> RED;
            case "cancelled" -> DIM;
            default -> PLAIN;
        };
    }

    /** The text in this style; the text itself must be safe already. */
    String apply(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
