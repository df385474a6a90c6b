package io.queuectl.examples.customstore;

import io.queuectl.api.StoreException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file that grows by one record a commit: read from its start when it is opened, and locked against other processes until it is closed.
 *
 * <p>A {@link RandomAccessFile} and not a file channel: an interrupt of the thread that writes closes a channel. Guarded by the lock of the
 * {@link Database}.
 */
final class JournalFile implements Sink {

    private final Path path;
    private final RandomAccessFile lockFile;
    private final Frames frames;
    private RandomAccessFile file;

    /** Where the last whole record ends, and the next one begins. */
    private long end = Frames.HEADER;

    /** Whether something may stand behind the end that is no whole record, or one that nobody was told of. */
    private boolean torn;

    private JournalFile(Path path, RandomAccessFile lockFile, RandomAccessFile file) throws IOException {
        this.path = path;
        this.lockFile = lockFile;
        this.file = file;
        this.frames = begin(path, file);
    }

    /** Opens the file, creates it where there is none, and hands over every record in turn. */
    static JournalFile open(Path path, Consumer<byte[]> records) {
        try {
            RandomAccessFile lockFile = lock(path);
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                JournalFile journal = new JournalFile(path, lockFile, file);
                journal.replay(records);
                return journal;
            } catch (IOException | RuntimeException failed) {
                file.close();
                lockFile.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw StoreException.of(
                    StoreException.Reason.UNAVAILABLE, "cannot open journal " + path + ": " + failed, failed);
        }
    }

    /** A record is there once it is forced to disk; if that fails nobody knows, until the next one cuts it off. */
    @Override
    public void append(byte[] record) {
        byte[] frame = frames.frame(record);
        try {
            if (torn) {
                file.setLength(end);
                file.getFD().sync();
            }
            torn = true;
            file.seek(end);
            file.write(frame);
            file.getFD().sync();
            torn = false;
            end += frame.length;
        } catch (IOException failed) {
            throw StoreException.unknown(
                    StoreException.Reason.UNAVAILABLE, "cannot write to journal " + path + ": " + failed, failed);
        }
    }

    /** How long it is, but for what a crash left behind its end. */
    long size() {
        return end;
    }

    /** Puts a journal of those records alone in the place of this one. A crash leaves the one or the other. */
    void replaceWith(List<byte[]> records) {
        Path fresh = Path.of(path + ".new");
        try {
            try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
                out.write(frames.header());
                for (byte[] record : records) {
                    out.write(frames.frame(record));
                }
                out.getFD().sync();
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(path);
            file.close();
            file = new RandomAccessFile(path.toFile(), "rw");
            end = file.length();
            torn = false;
        } catch (IOException failed) {
            throw StoreException.of(
                    StoreException.Reason.UNAVAILABLE, "cannot shorten journal " + path + ": " + failed, failed);
        }
    }

    @Override
    public void close() {
        try (lockFile) {
            file.close();
        } catch (IOException failed) {
            throw StoreException.of(
                    StoreException.Reason.UNAVAILABLE, "cannot close journal " + path + ": " + failed, failed);
        }
    }

    @Override
    public String location() {
        return path.toString();
    }

    /** A file beside the journal, because the system gives a lock back when its process dies, however it dies. */
    private static RandomAccessFile lock(Path path) throws IOException {
        RandomAccessFile lockFile = new RandomAccessFile(path + ".lock", "rw");
        FileLock lock;
        try {
            lock = lockFile.getChannel().tryLock();
        } catch (OverlappingFileLockException ours) {
            lock = null;
        }
        if (lock == null) {
            lockFile.close();
            throw StoreException.of(
                    StoreException.Reason.UNAVAILABLE,
                    "journal " + path + " is open already: one process, and one Journal in it, has it at a time",
                    null);
        }
        return lockFile;
    }

    /** The header of a new file is on disk before its first record: a file without a whole header holds nothing. */
    private static Frames begin(Path path, RandomAccessFile file) throws IOException {
        byte[] header = new byte[(int) Math.min(file.length(), Frames.HEADER)];
        file.readFully(header);
        if (header.length == Frames.HEADER || !Frames.isBegun(header)) {
            return Frames.of(header, path);
        }
        Frames fresh = Frames.salted(new SecureRandom().nextLong());
        file.setLength(0);
        file.write(fresh.header());
        file.getFD().sync();
        syncFolder(path);
        return fresh;
    }

    /** A new name is durable once its folder is. */
    private static void syncFolder(Path path) throws IOException {
        try (FileChannel folder = FileChannel.open(path.resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private void replay(Consumer<byte[]> records) throws IOException {
        long size = file.length();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(path.toFile())))) {
            in.skipNBytes(end);
            byte[] record = frames.read(in, size - end);
            while (record != null) {
                records.accept(record);
                end += Frames.OVERHEAD + record.length;
                record = frames.read(in, size - end);
            }
        }
        torn = end < size;
        if (torn) {
            requireTail(size);
        }
    }

    /**
     * What cannot be read is the last record, cut short by a crash before anybody was told that it is there; but not if whole records come
     * after it.
     */
    private void requireTail(long size) throws IOException {
        byte[] rest = new byte[Math.toIntExact(size - end)];
        file.seek(end);
        file.readFully(rest);
        if (frames.hasRecordWithin(ByteBuffer.wrap(rest))) {
            throw StoreException.of(
                    StoreException.Reason.DAMAGED,
                    "journal " + path + " is damaged at byte " + end + ": restore a backup; nothing was changed",
                    null);
        }
    }
}
