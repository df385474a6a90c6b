package io.queuectl.store.sqlite.power;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A file as a disk has it that may lose its power: what was synced is there; of what was written since, anything may be. */
final class TracedFile {

    /** What a disk writes whole or not at all. */
    private static final int SECTOR = 512;

    private byte[] synced = new byte[0];
    private final List<Change> since = new ArrayList<>();

    /** What was written at an offset, or where the file was cut. */
    private static final class Change {
        final long offset;
        final byte[] bytes;
        final boolean cuts;

        Change(long offset, byte[] bytes, boolean cuts) {
            this.offset = offset;
            this.bytes = bytes;
            this.cuts = cuts;
        }
    }

    void write(long offset, byte[] bytes) {
        since.add(new Change(offset, bytes, false));
    }

    void cut(long length) {
        since.add(new Change(length, new byte[0], true));
    }

    void sync() {
        synced = after(since);
        since.clear();
    }

    /** Without all that was not synced. */
    byte[] withoutUnsynced() {
        return synced.clone();
    }

    /** With some sectors of what was not synced, by chance: disks and kernels write in any order. */
    byte[] withSomeUnsynced(RandomGenerator random) {
        List<Change> some = new ArrayList<>();
        for (Change change : since) {
            if (change.cuts) {
                some.add(change);
                continue;
            }
            for (int from = 0; from < change.bytes.length; from += SECTOR) {
                if (random.nextBoolean()) {
                    int to = Math.min(change.bytes.length, from + SECTOR);
                    some.add(new Change(change.offset + from, Arrays.copyOfRange(change.bytes, from, to), false));
                }
            }
        }
        return after(some);
    }

    private byte[] after(List<Change> changes) {
        long most = synced.length;
        for (Change change : changes) {
            most = Math.max(most, change.offset + change.bytes.length);
        }
        byte[] bytes = Arrays.copyOf(synced, Math.toIntExact(most));
        int length = synced.length;
        for (Change change : changes) {
            int offset = Math.toIntExact(change.offset);
            if (change.cuts) {
                Arrays.fill(bytes, Math.min(offset, length), length, (byte) 0);
                length = offset;
            } else {
                System.arraycopy(change.bytes, 0, bytes, offset, change.bytes.length);
                length = Math.max(length, offset + change.bytes.length);
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
