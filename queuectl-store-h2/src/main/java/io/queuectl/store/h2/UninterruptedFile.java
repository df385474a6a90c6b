package io.queuectl.store.h2;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file of H2's on {@link RandomAccessFile}, which an interrupt does not close. An interrupt during the I/O of a
 * {@code FileChannel} closes it, and with it the database of everybody in the process, and drops the lock on the file.
 */
final class UninterruptedFile extends FileBaseDefault {

    /** Its position is guarded by this. */
    private final RandomAccessFile file;

    private final String name;

    UninterruptedFile(String name, String mode) throws IOException {
        this.name = name;
        file = new RandomAccessFile(name, mode);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        file.seek(position);
        int read = file.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        if (read > 0) {
            target.position(target.position() + read);
        }
        return read;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int count = source.remaining();
        file.seek(position);
        file.write(source.array(), source.arrayOffset() + source.position(), count);
        source.position(source.limit());
        return count;
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    protected void implTruncate(long length) throws IOException {
        if (length < file.length()) {
            file.setLength(length);
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.getFD().sync();
    }

    /** The only thing the channel is used for: no read or write goes through it, so that no interrupt can close it. */
    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.getChannel().tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return UninterruptedPath.PREFIX + name;
    }
}
