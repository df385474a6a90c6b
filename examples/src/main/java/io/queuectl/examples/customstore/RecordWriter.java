package io.queuectl.examples.customstore;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the values of one record into bytes; {@link RecordReader} reads them in the same order. */
final class RecordWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream data = new DataOutputStream(bytes);

    /** In memory nothing fails. */
    private interface Writing {
        void run(DataOutputStream data) throws IOException;
    }

    RecordWriter number(long value) {
        return write(out -> out.writeLong(value));
    }

    RecordWriter flag(boolean value) {
        return write(out -> out.writeBoolean(value));
    }

    RecordWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    RecordWriter bytes(byte[] value) {
        return write(out -> {
            out.writeInt(value.length);
            out.write(value);
        });
    }

    RecordWriter instant(Instant value) {
        return number(value.toEpochMilli());
    }

    RecordWriter duration(Duration value) {
        return number(value.toNanos());
    }

    RecordWriter constant(Enum<?> value) {
        return text(value.name());
    }

    <T> RecordWriter optional(@Nullable T value, BiConsumer<RecordWriter, T> writing) {
        flag(value != null);
        if (value != null) {
            writing.accept(this, value);
        }
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private RecordWriter write(Writing writing) {
        try {
            writing.run(data);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
