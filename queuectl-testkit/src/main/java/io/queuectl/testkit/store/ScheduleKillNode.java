package io.queuectl.testkit.store;

import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.StoreProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A process that fires and runs schedules until its standard input ends, or it is killed: what {@link ScheduleKillContract} starts. The id of each job that it
 * runs is a line of its output.
 */
public final class ScheduleKillNode {

    static final Duration PERIOD = Duration.ofSeconds(1);
    static final List<String> NAMES = List.of("first", "second", "third");

    private static final String KIND = "tick";

    /** For the database: a machine that is busy with other tests may keep a process waiting for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private ScheduleKillNode() {}

    /** @param arguments the location of the database */
    public static void main(String[] arguments) throws IOException {
        QueueCtlBuilder builder = QueueCtl.builder()
                .store(open(arguments[0], StoreProvider.OpenMode.WRITE))
                .lease(Duration.ofSeconds(2))
                .executor(
                        KIND,
                        (claim, context) -> {
                            System.out.println(claim.id());
                            return Outcome.completed();
                        },
                        options -> {});
        for (String name : NAMES) {
            builder.schedule(Schedule.of(name, ScheduleSpec.every(PERIOD), JobRequest.of(KIND, Payload.EMPTY))
                    .missed(MissedRuns.all(MissedRuns.All.MOST)));
        }
        try (QueueCtl queue = builder.build()) {
            queue.start(workers -> workers.everyQueue(2));
            while (System.in.read() >= 0) {
                // Nobody says anything: the end of it is the sign to stop.
            }
        }
    }

    static JobStore open(String location, StoreProvider.OpenMode mode) {
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.accepts(location)) {
                return provider.open(location, mode, PATIENCE);
            }
        }
        throw new IllegalArgumentException("no store for " + location + " is on the class path");
    }
}
