package io.queuectl.store.sqlite;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The driver's native library, unpacked where nobody else can exchange it: a folder of the user's own, mode 0700, unless
 * {@value #FOLDER} names another. A process that was killed leaves its copy behind; old ones are swept.
 */
final class NativeLibrary {

    static final String FOLDER = "org.sqlite.tmpdir";

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    /** Long enough for the slowest start between unpacking and loading; what is loaded survives the deletion of its file. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private NativeLibrary() {}

    /** Loads it, once in a JVM. */
    static void load() {
        try {
            if (!SQLiteJDBCLoader.isNativeMode() || System.getProperty(FOLDER) == null) {
                choose();
            }
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            throw StoreException.of(
                    Reason.UNAVAILABLE,
                    "cannot load SQLite's native library from " + System.getProperty(FOLDER) + ": " + e.getMessage()
                            + "; set -D" + FOLDER + "=FOLDER to one with free space that allows execution",
                    e);
        }
    }

    private static synchronized void choose() throws IOException {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "queuectl-" + System.getProperty("user.name"));
        create(folder);
        System.setProperty(FOLDER, folder.toString());
        sweep(folder);
    }

    private static void create(Path folder) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            if (posix) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        }
        if (posix && !isPrivate(folder)) {
            throw new IOException("folder " + folder + " can be changed by others");
        }
    }

    private static boolean isPrivate(Path folder) throws IOException {
        return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"))
                && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
                        .equals("rwx------");
    }

    private static void sweep(Path folder) throws IOException {
        FileTime newest = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path file : files) {
                newest = newest == null ? now(folder) : newest;
                if (Files.getLastModifiedTime(file).toMillis() < newest.toMillis() - OLD.toMillis()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.debug("folder={} event=sweep-failed", folder, e);
        }
    }

    /** The file system's clock, which is the one its time stamps come from. */
    private static FileTime now(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "clock", ".tmp");
        try {
            return Files.getLastModifiedTime(probe);
        } finally {
            Files.delete(probe);
        }
    }
}
