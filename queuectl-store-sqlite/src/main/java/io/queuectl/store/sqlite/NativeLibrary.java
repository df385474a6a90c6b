package io.queuectl.store.sqlite;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
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
            choose();
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
        if (System.getProperty(FOLDER) == null) {
            String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
            Path folder = privateFolder(Path.of(System.getProperty("java.io.tmpdir"), "queuectl-" + user));
            System.setProperty(FOLDER, folder.toString());
            sweep(folder);
        }
    }

    /** That folder if it is, or can be made, the user's alone; else a new one, which this process cannot share. */
    private static Path privateFolder(Path wanted) throws IOException {
        if (!isPosix(wanted)) {
            return Files.createDirectories(wanted);
        }
        try {
            Files.createDirectory(
                    wanted, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!isPrivate(wanted)) {
                LOG.debug("folder={} event=not-private", wanted);
                return Files.createTempDirectory("queuectl-");
            }
        }
        return wanted;
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether nobody but us, whatever we are called, may change it: what we create is owned by us. */
    private static boolean isPrivate(Path folder) throws IOException {
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()
                || !PosixFilePermissions.toString(found.permissions()).equals("rwx------")
                || !Files.isWritable(folder)) {
            return false;
        }
        Path probe = Files.createTempFile(folder, "probe", ".tmp");
        try {
            return Files.getOwner(probe).equals(found.owner());
        } finally {
            Files.delete(probe);
        }
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
