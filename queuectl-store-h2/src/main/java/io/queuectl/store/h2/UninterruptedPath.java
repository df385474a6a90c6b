package io.queuectl.store.h2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Names of files that H2 is to open as {@link UninterruptedFile}, and to lock as {@link LockFile}: {@code queuectl:} before the path. Public for H2, which
 * creates it by reflection.
 */
public final class UninterruptedPath extends FilePathWrapper {

    static final String PREFIX = "queuectl:";

    /** Lets H2 know of the prefix. */
    static void register() {
        FilePath.register(new UninterruptedPath());
    }

    @Override
    public boolean createFile() {
        return isLock() ? lock().create(super::createFile) : super.createFile();
    }

    @Override
    public InputStream newInputStream() throws IOException {
        return isLock() ? lock().read(super::newInputStream) : super.newInputStream();
    }

    private boolean isLock() {
        return name.endsWith(LockFile.SUFFIX);
    }

    private LockFile lock() {
        return new LockFile(Path.of(getBase().toString()));
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new UninterruptedFile(getBase().toString(), mode);
    }

    @Override
    public String getScheme() {
        return PREFIX.substring(0, PREFIX.length() - 1);
    }
}
