package io.queuectl.store.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Names of files that H2 is to open as {@link UninterruptedFile}: {@code queuectl:} before the path. Public for H2, which creates it by reflection. */
public final class UninterruptedPath extends FilePathWrapper {

    static final String PREFIX = "queuectl:";

    /** Lets H2 know of the prefix. */
    static void register() {
        FilePath.register(new UninterruptedPath());
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
