package io.queuectl.cli.worker;

import java.nio.file.Path;
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
 * @param sharing the queues that share {@code slots} otherwise than in turn
 * @param archive where jobs go before retention deletes them, or {@code null}
 * @param lease how long its claims outlive its last sign of life, or {@code null} for the setting
 * @param grace how long a stop waits for running jobs before it gives them back, or {@code null} for ever
 * @param untilEmpty whether to stop when no job is waiting or running any more
 * @param quiet whether to keep silent about single jobs
 */
public record WorkerPlan(
        @Nullable String name,
        int slots,
        Map<String, Integer> queues,
        Sharing sharing,
        @Nullable Path archive,
        @Nullable Duration lease,
        @Nullable Duration grace,
        boolean untilEmpty,
        boolean quiet) {

    public WorkerPlan {
        queues = new LinkedHashMap<>(queues);
    }

    /** All slots together. */
    public int workers() {
        int own = queues.values().stream().mapToInt(this::slotsOf).sum();
        return servesAll() || !sharing.isNone() ? own + slots : own;
    }

    /** Whether it works on every queue there is. */
    boolean servesAll() {
        return queues.isEmpty() && sharing.isNone();
    }

    boolean serves(String queue) {
        return servesAll() || queues.containsKey(queue) || sharing.serves(queue);
    }

    int slotsOf(int own) {
        return own == 0 ? slots : own;
    }

    /** The options of {@code worker start} that say the same. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of("--count", Integer.toString(slots)));
        queues.forEach((queue, own) -> options.addAll(List.of("--queue", own == 0 ? queue : queue + "=" + own)));
        options.addAll(sharing.options());
        if (archive != null) {
            options.addAll(List.of("--archive", archive.toAbsolutePath().toString()));
        }
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
