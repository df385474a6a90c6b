package io.queuectl.cli.bench;

import io.queuectl.core.spi.ScratchDatabase.Kind;
import io.queuectl.core.spi.StoreInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a course measured.
 *
 * @param kind of what it was measured on
 * @param store what it was measured on, in the place of the user's
 */
public record Figures(Kind kind, StoreInfo store, Floor floor, Enqueued enqueued, Drained drained, PickUp pickUp) {

    /**
     * What everything stands on, a second.
     *
     * @param syncs of a file beside the database, 4 KiB written before each; {@code null} where a commit waits for none
     * @param commits of one changed row
     * @param reads of a few rows: one question to the database and its answer
     */
    public record Floor(@Nullable Double syncs, double commits, double reads) {}

    /**
     * Jobs a second.
     *
     * @param one on one thread, a job a call
     * @param few on {@link Course#FEW} threads
     * @param many on {@link Course#MANY} threads
     * @param bulk {@link Course#BULK} jobs a call
     */
    public record Enqueued(double one, double few, double many, double bulk) {}

    /**
     * Jobs that do nothing.
     *
     * @param rate jobs a second, settled in the database
     * @param cores how many processor cores this process and, on the same host, the database kept busy meanwhile
     */
    public record Drained(double rate, double cores) {}

    /**
     * From before the call that enqueues to the start of the handler, on an idle worker of the same process.
     *
     * @param count how many jobs that is of
     */
    public record PickUp(Duration p50, Duration p99, int count) {}
}
