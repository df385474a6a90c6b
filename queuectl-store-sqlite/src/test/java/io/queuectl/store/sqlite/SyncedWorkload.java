package io.queuectl.store.sqlite;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.cost.Phase;
import io.queuectl.testkit.cost.WastefulStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The process of {@link SyncTest}, under strace: does a phase of the workload and prints how many syncs it took. Arguments: what strace writes, the database, the
 * phase, and {@code wasteful} for the planted defect.
 */
final class SyncedWorkload {

    private SyncedWorkload() {}

    public static void main(String[] arguments) throws Exception {
        Path trace = Path.of(arguments[0]);
        Phase phase = Phase.valueOf(arguments[2]);
        try (JobStore store = SqliteStore.open(Path.of(arguments[1]))) {
            phase.prepare(store);
            long before = syncs(trace);
            phase.run(arguments[3].equals("wasteful") ? WastefulStore.on(store) : store);
            System.out.println(syncs(trace) - before);
        }
    }

    /** A call that another thread's cuts in two is told by its beginning. */
    private static long syncs(Path trace) throws IOException {
        try (Stream<String> lines = Files.lines(trace)) {
            return lines.filter(line -> line.contains("sync(")).count();
        }
    }
}
