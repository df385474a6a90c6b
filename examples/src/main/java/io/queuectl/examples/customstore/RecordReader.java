package io.queuectl.examples.customstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the values of one record in the order in which {@link RecordWriter} wrote them. Trusts them: their checksum was right. */
final class RecordReader {

    private final ByteBuffer bytes;

    RecordReader(byte[] record) {
        bytes = ByteBuffer.wrap(record);
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    long number() {
        return bytes.getLong();
    }

    boolean flag() {
        return bytes.get() != 0;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        byte[] value = new byte[bytes.getInt()];
        bytes.get(value);
        return value;
    }

    Instant instant() {
        return Instant.ofEpochMilli(number());
    }

    Duration duration() {
        return Duration.ofNanos(number());
    }

    <E extends Enum<E>> E constant(Class<E> type) {
        return Enum.valueOf(type, text());
    }

    <T> @Nullable T optional(Function<RecordReader, T> reading) {
        return flag() ? reading.apply(this) : null;
    }
}
