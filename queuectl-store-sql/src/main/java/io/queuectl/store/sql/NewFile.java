package io.queuectl.store.sql;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * A file in the making: written under another name beside, for its owner only, synced, and only then given its name. Whoever looks under that name sees the whole
 * of it or what was there before. For one thread.
 */
public final class NewFile implements AutoCloseable {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path target;
    private final Path draft;
    private boolean published;

    private NewFile(Path target, Path draft) {
        this.target = target;
        this.draft = draft;
    }

    /** An empty file beside that one. */
    public static NewFile beside(Path target) {
        String name = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        Path draft = target.resolveSibling(target.getFileName() + "." + name + ".part");
        try {
            Files.createFile(draft, mode(draft, "rw-------"));
            return new NewFile(target, draft);
        } catch (IOException e) {
            throw refusal("write " + target, e);
        }
    }

    /** Attributes of a file or folder of that mode, where its file system knows modes. */
    public static FileAttribute<?>[] mode(Path file, String mode) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** The file as it is called until it has its name. */
    public Path draft() {
        return draft;
    }

    /** Waits until what was written is on the disk. Nobody has the file open: closing it here would drop a database's locks. */
    public void sync() {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw refusal("write " + target, e);
        }
    }

    /** Gives the file its name, in place of one that is there. */
    public void publish() {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            published = true;
            syncFolder(target);
        } catch (IOException e) {
            throw refusal("write " + target, e);
        }
    }

    /** Folders are synced where the operating system lets them be opened. */
    private static void syncFolder(Path file) {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException unsupported) {
            return;
        }
    }

    /** Removes it if it never got its name. */
    @Override
    public void close() {
        if (!published) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                throw refusal("remove " + draft, e);
            }
        }
    }

    /** A name beside a file for what is put aside at that time: {@code queue.db.replaced-20261123T120000Z}. */
    public static Path aside(Path file, Instant now) {
        return file.resolveSibling(file.getFileName() + ".replaced-" + SECOND.format(now));
    }

    /** Keeps a file under a second name, so that its first can be taken over without a moment at which nothing is there. */
    public static void keep(Path file, Path aside) {
        try {
            Files.createLink(aside, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(aside)) {
                throw refusal("keep " + file + " as " + aside, new IOException("there is such a file already", e));
            }
            move(file, aside);
        } catch (IOException e) {
            throw refusal("keep " + file + " as " + aside, e);
        }
    }

    /** Renames a file, if it is there. */
    public static void move(Path file, Path aside) {
        try {
            if (Files.exists(file)) {
                Files.move(file, aside);
            }
        } catch (IOException e) {
            throw refusal("keep " + file + " as " + aside, e);
        }
    }

    /** What the operating system said, understood. */
    public static StoreException refusal(String attempted, IOException error) {
        String said = String.valueOf(error.getMessage());
        if (error instanceof AccessDeniedException || said.contains("Read-only file system")) {
            return refusal(Reason.PERMISSION, attempted, "permission denied", error);
        }
        if (error instanceof NoSuchFileException) {
            return refusal(Reason.UNAVAILABLE, attempted, "no such file or folder", error);
        }
        boolean full = said.contains("No space left") || said.contains("Disk quota exceeded");
        return refusal(full ? Reason.FULL : Reason.UNAVAILABLE, attempted, said, error);
    }

    private static StoreException refusal(Reason reason, String attempted, String why, IOException error) {
        return StoreException.of(reason, "cannot " + attempted + ": " + why, error);
    }
}
