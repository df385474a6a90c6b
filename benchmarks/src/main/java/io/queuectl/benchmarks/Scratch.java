package io.queuectl.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A folder of its own for one round, deleted at its end: within two seconds also where a contender still writes after it was closed. */
public final class Scratch implements AutoCloseable {

    private static final int TRIES = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path folder;

    public Scratch() throws IOException {
        folder = Files.createTempDirectory("queuectl-benchmark-");
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        for (int left = TRIES; left > 0; left--) {
            try {
                delete();
                return;
            } catch (DirectoryNotEmptyException stillWritten) {
                if (left == 1) {
                    throw stillWritten;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
