package io.queuectl.cli.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one worker process is going to do.
 *
 * @param name for people; {@code null} for host and pid
 * @param slots how many jobs run at once over every queue; where queues are named, of each one that has no number of its own
 * @param queues slots of each named queue, 0 for {@code slots}; empty means every queue
 * @param lease how long its claims outlive its last sign of life, or {@code null} for the setting
 * @param grace how long a stop waits for running jobs before it gives them back, or {@code null} for ever
 * @param untilEmpty whether to stop when no job is waiting or running any more
 * @param quiet whether to keep silent about single jobs
 */
public record WorkerPlan(
        @Nullable String name,
        int slots,
        Map<String, Integer> queues,
        @Nullable Duration lease,
        @Nullable Duration grace,
        boolean untilEmpty,
        boolean quiet) {

    public WorkerPlan {
        queues = new LinkedHashMap<>(queues);
    }

    /** All slots together. */
    public int workers() {
        return queues.isEmpty()
                ? slots
                : queues.values().stream().mapToInt(this::slotsOf).sum();
    }

    int slotsOf(int own) {
        return own == 0 ? slots : own;
    }

    /** The options of {@code worker start} that say the same. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of("--count", Integer.toString(slots)));
        queues.forEach((queue, own) -> options.addAll(List.of("--queue", own == 0 ? queue : queue + "=" + own)));
        if (name != null) {
            options.addAll(List.of("--name", name));
        }
        if (lease != null) {
            options.addAll(List.of("--lease", lease.toMillis() + "ms"));
        }
        if (grace != null) {
            options.addAll(List.of("--grace", grace.toMillis() + "ms"));
        }
        if (untilEmpty) {
            options.add("--until-empty");
        }
        if (quiet) {
            options.add("--quiet");
        }
        return options;
    }
}
