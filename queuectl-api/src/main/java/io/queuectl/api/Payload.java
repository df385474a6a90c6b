package io.queuectl.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes a job carries, kept exactly as given: at most {@link #MAX_BYTES}. Immutable; the array is copied on the way in and
 * on the way out.
 */
public final class Payload {

    /** 1 MiB. A payload names work; it does not hold the data to work on. */
    public static final int MAX_BYTES = 1 << 20;

    public static final Payload EMPTY = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "payload of " + bytes.length + " bytes is larger than the limit of " + MAX_BYTES + " bytes");
        }
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException above {@link #MAX_BYTES} */
    public static Payload of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Payload(bytes.clone());
    }

    /** The text in UTF-8. */
    public static Payload of(String text) {
        return text.isEmpty() ? EMPTY : new Payload(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes read as UTF-8; malformed bytes read as U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Names the size only: payloads do not belong in logs. */
    @Override
    public String toString() {
        return "Payload[" + bytes.length + " bytes]";
    }
}
