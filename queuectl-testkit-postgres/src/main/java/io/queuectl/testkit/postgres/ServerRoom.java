package io.queuectl.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which this JVM's servers and their data live. It goes with the JVM however that ends: a shell holds the other
 * end of a pipe, and when the pipe breaks it ends the servers and deletes the folder. A room whose shell was killed as
 * well is swept by the next JVM, which knows it by the lock that nobody holds.
 *
 * <p>It is in the folder for temporary files, not in the build's: the user a server runs as may not enter that.
 */
final class ServerRoom {

    private static final String PREFIX = "queuectl-pg-";

    /** Ends whoever serves data in $1, waits at most 5 s for it, and removes the folder. */
    private static final String CLEAR_UP = """
            for file in "$1"/*/data/postmaster.pid; do
                [ -f "$file" ] || continue
                read -r pid < "$file"
                case "$(ps -o comm= -p "$pid" 2>/dev/null || cat "/proc/$pid/comm" 2>/dev/null)" in
                    *postgres*|*postmaster*) ;;
                    *) continue ;;
                esac
                kill -QUIT "$pid" 2>/dev/null
                tries=0
                while kill -0 "$pid" 2>/dev/null && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
                kill -KILL "$pid" 2>/dev/null
            done
            rm -rf "$1"
            """;

    private static final String GUARD = "trap '' HUP INT TERM\ncat > /dev/null\n" + CLEAR_UP;

    private final Path folder;

    /** Kept, as are the lock and the pipe: what nobody refers to is closed by the garbage collector. */
    private final FileChannel lock;

    private final Process guard;

    private ServerRoom(Path folder, FileChannel lock, Process guard) {
        this.folder = folder;
        this.lock = lock;
        this.guard = guard;
    }

    static ServerRoom open() {
        try {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            sweep(parent);
            ServerRoom room;
            do {
                room = openIn(parent);
            } while (room == null);
            return room;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for a server", e);
        }
    }

    /** A new one, or {@code null} if somebody who swept came before it was locked. */
    private static @Nullable ServerRoom openIn(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(
                parent,
                PREFIX + ProcessHandle.current().pid() + "-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Never given back: it ends with the JVM.
        FileChannel lock = FileChannel.open(lock(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null || !Files.exists(lock(folder))) {
            lock.close();
            return null;
        }
        return new ServerRoom(folder, lock, guard(parent, folder));
    }

    /** A new folder in it. */
    Path place(String name) {
        if (!guard.isAlive() || !lock.isOpen()) {
            throw new IllegalStateException("somebody ended the guard of " + folder);
        }
        try {
            return Files.createTempDirectory(
                    folder,
                    name + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process guard(Path parent, Path folder) throws IOException {
        return new ProcessBuilder("sh", "-c", GUARD, "queuectl-pg-guard", folder.toString())
                .directory(parent.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    /** This JVM's own rooms are left out: to close a second channel on a lock's file would give the lock back. */
    private static void sweep(Path parent) throws IOException {
        String own = PREFIX + ProcessHandle.current().pid() + "-";
        try (Stream<Path> found = Files.list(parent)) {
            for (Path room : (Iterable<Path>) found::iterator) {
                String name = room.getFileName().toString();
                if (name.startsWith(PREFIX) && !name.startsWith(own) && Files.isWritable(lock(room))) {
                    sweepIfDeserted(parent, room);
                }
            }
        }
    }

    /**
     * Nobody holds the lock of a room that is deserted. It is held to the end, so that whoever just made the room finds it taken or
     * gone. Rooms of other users cannot be told, nor swept.
     */
    private static void sweepIfDeserted(Path parent, Path room) throws IOException {
        try (FileChannel channel = FileChannel.open(lock(room), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Program.run(parent, List.of("sh", "-c", CLEAR_UP, "queuectl-pg-sweep", room.toString()));
            }
        } catch (NoSuchFileException gone) {
            // Its own guard was faster.
        }
    }

    private static Path lock(Path room) {
        return room.resolve("lock");
    }
}
