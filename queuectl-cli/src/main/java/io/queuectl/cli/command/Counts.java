package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.cli.output.Row;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many jobs there are in each state, over all queues and in each. */
final class Counts {

    private final Map<JobState, Long> all = new EnumMap<>(JobState.class);
    private final Map<QueueName, Map<JobState, Long>> queues = new TreeMap<>();

    private Counts() {}

    static Counts of(JobStore store) {
        Counts counts = new Counts();
        for (StateCount count : store.queries().counts()) {
            counts.all.merge(count.state(), count.count(), Long::sum);
            counts.queues
                    .computeIfAbsent(count.queue(), any -> new EnumMap<>(JobState.class))
                    .merge(count.state(), count.count(), Long::sum);
        }
        return counts;
    }

    long of(JobState state) {
        return all.getOrDefault(state, 0L);
    }

    /** One field a state. */
    Row row() {
        return row(all);
    }

    /** A row for each queue that holds jobs: its name, then one field a state. */
    List<Row> queueRows() {
        return queues.entrySet().stream()
                .map(entry -> {
                    Row row = new Row().text("queue", entry.getKey().text());
                    addTo(row, entry.getValue());
                    return row;
                })
                .toList();
    }

    private static Row row(Map<JobState, Long> counts) {
        Row row = new Row();
        addTo(row, counts);
        return row;
    }

    private static void addTo(Row row, Map<JobState, Long> counts) {
        StateNames.IN_ORDER.forEach(state -> row.number(state.text(), counts.getOrDefault(state, 0L)));
        if (counts.containsKey(JobState.INVALID)) {
            row.number(JobState.INVALID.text(), counts.get(JobState.INVALID));
        }
    }
}
