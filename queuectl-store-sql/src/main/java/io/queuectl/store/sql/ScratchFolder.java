package io.queuectl.store.sql;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.ScratchDatabase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scratch database in a folder beside the file of another one, {@code queue.db.bench-} and 16 digits.
 *
 * <p>Whoever made a folder holds a lock on a file in it, which the operating system takes back however the process ends: a folder whose lock is free belongs
 * to nobody. For one thread.
 */
public final class ScratchFolder implements ScratchDatabase {

    private static final String MARK = ".bench-";
    private static final String LOCK = "lock";

    private final Kind kind;
    private final Path path;
    private final FileChannel lock;
    private final Function<Path, JobStore> opener;

    private ScratchFolder(Kind kind, Path path, FileChannel lock, Function<Path, JobStore> opener) {
        this.kind = kind;
        this.path = path;
        this.lock = lock;
        this.opener = opener;
    }

    /**
     * Removes what belongs to nobody, then makes one.
     *
     * @param database the file to stay beside; it is not touched and need not exist
     * @param opener opens the store in that folder
     */
    public static ScratchFolder beside(Path database, Kind kind, Function<Path, JobStore> opener) {
        try {
            sweep(database);
            ScratchFolder made = null;
            while (made == null) {
                made = make(database, kind, opener);
            }
            return made;
        } catch (IOException e) {
            throw refusal("make a scratch database beside " + database, e);
        }
    }

    private static void sweep(Path database) throws IOException {
        Pattern ours = Pattern.compile(Pattern.quote(database.getFileName() + MARK) + "[0-9a-f]{16}");
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                database.resolveSibling(""),
                entry -> ours.matcher(entry.getFileName().toString()).matches())) {
            for (Path folder : left) {
                removeIfNobodys(folder);
            }
        }
    }

    private static void removeIfNobodys(Path folder) throws IOException {
        try (FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (isTaken(lock)) {
                removeAll(folder);
            }
        } catch (NoSuchFileException unlocked) {
            removeIfEmpty(folder);
        }
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by another of this process
        }
    }

    /** One whose lock file is still to be made, or was never made. */
    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return; // its maker has just made the lock file
        }
    }

    /** Nothing if somebody who swept took it for nobody's before it was locked. */
    private static @Nullable ScratchFolder make(Path database, Kind kind, Function<Path, JobStore> opener)
            throws IOException {
        String name = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        Path folder = Files.createDirectory(
                database.resolveSibling(database.getFileName() + MARK + name), ownerOnly(database));
        FileChannel lock;
        try {
            lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException swept) {
            return null;
        }
        if (isTaken(lock) && Files.exists(folder.resolve(LOCK))) {
            return new ScratchFolder(kind, folder, lock, opener);
        }
        lock.close();
        return null;
    }

    private static FileAttribute<?>[] ownerOnly(Path beside) {
        return beside.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public JobStore open() {
        return opener.apply(path);
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Path folder() {
        return path;
    }

    @Override
    public void close() {
        try (lock) {
            removeAll(path);
        } catch (IOException e) {
            throw refusal("remove the scratch database " + path, e);
        }
    }

    private static void removeAll(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> found = Files.walk(folder)) {
            deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : deepestFirst) {
            Files.deleteIfExists(entry);
        }
    }

    private static StoreException refusal(String attempted, IOException error) {
        String said = String.valueOf(error.getMessage());
        if (error instanceof AccessDeniedException || said.contains("Read-only file system")) {
            return refusal(Reason.PERMISSION, attempted, "its folder cannot be written", error);
        }
        if (error instanceof NoSuchFileException) {
            return refusal(Reason.UNAVAILABLE, attempted, "its folder does not exist: create it first", error);
        }
        boolean full = said.contains("No space left") || said.contains("Disk quota exceeded");
        return refusal(full ? Reason.FULL : Reason.UNAVAILABLE, attempted, said, error);
    }

    private static StoreException refusal(Reason reason, String attempted, String why, IOException error) {
        return StoreException.of(reason, "cannot " + attempted + ": " + why, error);
    }
}
