package io.queuectl.testkit.power;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A file as a disk has it that may lose its power: what was synced is there; of what was written since, anything may be. */
final class TracedFile {

    /** What a disk writes whole or not at all. */
    private static final int SECTOR = 512;

    private final Content synced;
    private final List<Change> since = new ArrayList<>();

    /** Something that was done to it. */
    private interface Change {

        /** @param reached asked sector by sector whether the disk has it */
        void apply(Content content, BooleanSupplier reached);
    }

    /** Bytes that grow. */
    private static final class Content {

        private byte[] bytes;
        private int length;

        Content(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        Content copy() {
            return new Content(bytes.clone(), length);
        }

        void write(int offset, byte[] from, int start, int end) {
            extend(offset + end - start);
            System.arraycopy(from, start, bytes, offset, end - start);
        }

        void extend(int to) {
            if (to > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(to, Math.multiplyExact(bytes.length, 2)));
            }
            length = Math.max(length, to);
        }

        void cut(int to) {
            extend(to);
            Arrays.fill(bytes, to, length, (byte) 0);
            length = to;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, length);
        }
    }

    /** @param lasting what the disk has of it */
    TracedFile(byte[] lasting) {
        synced = new Content(lasting, lasting.length);
    }

    void write(long offset, byte[] bytes) {
        int to = Math.toIntExact(offset);
        since.add((content, reached) -> {
            for (int from = 0; from < bytes.length; from += SECTOR) {
                if (reached.getAsBoolean()) {
                    content.write(to + from, bytes, from, Math.min(bytes.length, from + SECTOR));
                }
            }
        });
    }

    void cut(long length) {
        int to = Math.toIntExact(length);
        since.add((content, reached) -> content.cut(to));
    }

    void extend(long length) {
        int to = Math.toIntExact(length);
        since.add((content, reached) -> content.extend(to));
    }

    void sync() {
        since.forEach(change -> change.apply(synced, () -> true));
        since.clear();
    }

    /** @param reached asked of each sector that was not synced whether the disk has it */
    byte[] lasting(BooleanSupplier reached) {
        Content content = synced.copy();
        since.forEach(change -> change.apply(content, reached));
        return content.bytes();
    }

    /** Without all that was not synced, lengths included. */
    byte[] lasting() {
        return synced.bytes();
    }
}
