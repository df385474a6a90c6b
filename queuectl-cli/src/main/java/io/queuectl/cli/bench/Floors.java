package io.queuectl.cli.bench;

import io.queuectl.cli.bench.Figures.Floor;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Measures what every job stands on: the sync of a file, the commit of a row, and a question to the database. */
final class Floors {

    private static final int PAGE = 4_096;

    /** As a write-ahead log is used that has its size already: overwritten round and round. */
    private static final int PAGES = 1_024;

    private Floors() {}

    /** @param folder where the files are that a commit syncs, or {@code null} if it syncs none */
    static Floor measure(JobStore store, @Nullable Path folder, Part each) throws IOException, InterruptedException {
        Double syncs = folder == null ? null : syncs(folder.resolve("sync"), each);
        return new Floor(syncs, commits(store, each), reads(store, each));
    }

    private static double syncs(Path file, Part part) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(PAGE * PAGES));
            channel.force(true);
            ByteBuffer page = ByteBuffer.allocate(PAGE);
            Watch watch = part.start();
            long count = 0;
            while (watch.goesOn()) {
                channel.write(page.rewind(), count % PAGES * PAGE);
                channel.force(false);
                count++;
            }
            return watch.rate(count);
        }
    }

    private static double commits(JobStore store, Part part) throws InterruptedException {
        Watch watch = part.start();
        long count = 0;
        while (watch.goesOn()) {
            store.admin().putSetting("bench", Long.toString(count));
            count++;
        }
        return watch.rate(count);
    }

    private static double reads(JobStore store, Part part) throws InterruptedException {
        Watch watch = part.start();
        long count = 0;
        while (watch.goesOn()) {
            store.admin().settings();
            count++;
        }
        return watch.rate(count);
    }
}
