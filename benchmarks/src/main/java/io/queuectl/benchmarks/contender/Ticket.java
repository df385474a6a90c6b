package io.queuectl.benchmarks.contender;

/** The text a job carries: its number within about a hundred bytes of JSON. */
public final class Ticket {

    private static final String HEAD = "{\"job\":";
    private static final String TAIL = ",\"image\":7,\"width\":300,\"note\":\"" + "x".repeat(60) + "\"}";

    private Ticket() {}

    public static String text(int number) {
        return HEAD + number + TAIL;
    }

    /** @throws IllegalArgumentException if this is no such text */
    public static int number(String text) {
        int end = text.indexOf(',', HEAD.length());
        if (end < 0 || !text.startsWith(HEAD)) {
            throw new IllegalArgumentException("a job carries " + text);
        }
        return Integer.parseInt(text, HEAD.length(), end, 10);
    }
}
