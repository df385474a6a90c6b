package io.queuectl.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few megabytes, in memory, which is soon full. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one on a new folder. Skips the test where one may not, as {@link Means} says. */
    static SmallDisk on(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectory(folder);
        Means.require(
                Means.runs(List.of(
                        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "queuectl-chaos", folder.toString())),
                "no file system can be mounted here: a full disk cannot be made");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Leaves room for not one byte more. */
    void fill() throws IOException {
        fill(new byte[65_536]);
        fill(new byte[1]);
    }

    private void fill(byte[] piece) throws IOException {
        Path filler = folder.resolve("filler-" + piece.length);
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.deleteIfExists(folder.resolve("filler-65536"));
        Files.deleteIfExists(folder.resolve("filler-1"));
    }

    /** Whoever still uses it keeps what it has open. */
    @Override
    public void close() throws IOException {
        try {
            Means.runs(List.of("umount", "--lazy", folder.toString()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
