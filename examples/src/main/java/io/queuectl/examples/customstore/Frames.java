package io.queuectl.examples.customstore;

import io.queuectl.api.StoreException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How records stand in a journal: each behind a mark, its length and a checksum of length and content. Mark and checksum depend on a random
 * number in the file's header, so that no payload can look like a record. The salt of SQLite's write-ahead log does the same.
 */
final class Frames {

    static final int HEADER = 16;
    static final int OVERHEAD = 12;

    private static final byte[] MAGIC = "QJOURNL1".getBytes(StandardCharsets.US_ASCII);

    private final long salt;

    private Frames(long salt) {
        this.salt = salt;
    }

    static Frames salted(long salt) {
        return new Frames(salt);
    }

    /** @throws StoreException if that is not the header of a journal */
    static Frames of(byte[] header, Path path) {
        if (header.length < HEADER || !isBegun(header)) {
            throw StoreException.of(
                    StoreException.Reason.FOREIGN, "file " + path + " is no journal; nothing was changed", null);
        }
        return new Frames(ByteBuffer.wrap(header).getLong(MAGIC.length));
    }

    /** Whether a header begins like that, or would if it were longer. */
    static boolean isBegun(byte[] header) {
        int length = Math.min(header.length, MAGIC.length);
        return Arrays.equals(header, 0, length, MAGIC, 0, length);
    }

    byte[] header() {
        return ByteBuffer.allocate(HEADER).put(MAGIC).putLong(salt).array();
    }

    byte[] frame(byte[] record) {
        return ByteBuffer.allocate(OVERHEAD + record.length)
                .putInt(mark())
                .putInt(record.length)
                .putInt(checksum(ByteBuffer.wrap(record)))
                .put(record)
                .array();
    }

    /** The next record, or {@code null} if none is whole within that many bytes. */
    byte @Nullable [] read(DataInputStream in, long left) throws IOException {
        if (left < OVERHEAD || in.readInt() != mark()) {
            return null;
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > left - OVERHEAD) {
            return null;
        }
        byte[] record = in.readNBytes(length);
        return checksum(ByteBuffer.wrap(record)) == checksum ? record : null;
    }

    /** Whether a whole record begins anywhere in there but at its start. */
    boolean hasRecordWithin(ByteBuffer bytes) {
        for (int at = 1; at <= bytes.limit() - OVERHEAD; at++) {
            int length = bytes.getInt(at + 4);
            if (bytes.getInt(at) == mark()
                    && length >= 0
                    && length <= bytes.limit() - OVERHEAD - at
                    && checksum(bytes.slice(at + OVERHEAD, length)) == bytes.getInt(at + 8)) {
                return true;
            }
        }
        return false;
    }

    private int mark() {
        return (int) (salt >>> 32);
    }

    private int checksum(ByteBuffer record) {
        CRC32C sum = new CRC32C();
        sum.update(
                ByteBuffer.allocate(12).putLong(salt).putInt(record.remaining()).flip());
        sum.update(record);
        return (int) sum.getValue();
    }
}
