package io.queuectl.store.sqlite;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once, and at no cost while nothing happens, that some file in a folder was written: a commit writes the log beside the
 * database. It opens no file, so it drops none of SQLite's locks. Only where the kernel tells by itself (inotify(7)); elsewhere the JDK would
 * have to look for itself, and slowly. Used by one thread.
 */
final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Path folder;
    private final WatchService service;
    private @Nullable WatchKey key;

    private FolderWatch(Path folder, WatchService service) {
        this.folder = folder;
        this.service = service;
    }

    /** A watch on the folder, or {@code null} where there is none to be had. */
    static @Nullable FolderWatch on(Path folder) {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return null;
        }
        try {
            return new FolderWatch(folder, folder.getFileSystem().newWatchService());
        } catch (IOException | UnsupportedOperationException none) {
            LOG.debug("folder=\"{}\" event=not-watched", folder, none);
            return null;
        }
    }

    /** Begins to listen. Answers {@code false} if it did so already; after {@code true} what happened before must be looked at once more. */
    boolean arm() throws IOException {
        if (key != null && key.isValid()) {
            return false;
        }
        key = folder.register(service, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
        return true;
    }

    /** Waits for a write, at most that long; answers whether there was one. */
    boolean await(long nanos) throws InterruptedException {
        try {
            return service.poll(nanos, TimeUnit.NANOSECONDS) != null;
        } catch (ClosedWatchServiceException closed) {
            return true;
        }
    }

    /** Listens no more, so that a busy folder costs nothing. */
    void disarm() {
        WatchKey armed = key;
        key = null;
        if (armed != null) {
            armed.cancel();
            armed.pollEvents();
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException failed) {
            LOG.debug("folder=\"{}\" event=watch-not-closed", folder, failed);
        }
    }
}
