package io.queuectl.examples.customstore;

import io.queuectl.api.QueueName;
import io.queuectl.core.spi.PriorityOrder;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The claimable jobs of every queue by priority, due time and number: a claim touches what it takes, however many others wait. */
final class WaitingJobs {

    private final Map<Line, NavigableMap<Integer, NavigableMap<Due, JobRow>>> lines = new HashMap<>();

    /** Jobs that were lost before stand in a line of their own, because a claim counts them on their own. */
    private record Line(QueueName queue, boolean lost) {
        static Line of(JobRow row) {
            return new Line(row.plan().queue(), row.wasLost());
        }
    }

    /** The place among those of the same priority. */
    private record Due(Instant at, long number) implements Comparable<Due> {
        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(Due::number);

        static Due of(JobRow row) {
            return new Due(row.plan().runAt(), row.number());
        }

        static Due lastOf(Instant instant) {
            return new Due(instant, Long.MAX_VALUE);
        }

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    void add(JobRow row) {
        if (row.state().isClaimable()) {
            lines.computeIfAbsent(Line.of(row), any -> new TreeMap<>())
                    .computeIfAbsent(row.plan().priority(), any -> new TreeMap<>())
                    .put(Due.of(row), row);
        }
    }

    void remove(JobRow row) {
        lines.computeIfPresent(Line.of(row), (line, priorities) -> {
            priorities.computeIfPresent(row.plan().priority(), (priority, rows) -> {
                rows.remove(Due.of(row));
                return rows.isEmpty() ? null : rows;
            });
            return priorities.isEmpty() ? null : priorities;
        });
    }

    /** What is due, in claim order. */
    Stream<JobRow> due(QueueName queue, boolean lost, PriorityOrder order, Instant now) {
        NavigableMap<Integer, NavigableMap<Due, JobRow>> line = line(queue, lost);
        return (order == PriorityOrder.HIGHEST_FIRST ? line.descendingMap() : line)
                .values().stream().flatMap(rows -> rows.headMap(Due.lastOf(now), true).values().stream());
    }

    /** When the next job of the queue comes due that is not due yet. */
    @Nullable
    Instant nextDue(QueueName queue, Instant now) {
        return Stream.of(line(queue, false), line(queue, true))
                .flatMap(line -> line.values().stream())
                .map(rows -> rows.higherKey(Due.lastOf(now)))
                .filter(next -> next != null)
                .map(Due::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The queues that hold any, by name. */
    Stream<QueueName> queues() {
        return lines.keySet().stream().map(Line::queue).distinct().sorted();
    }

    private NavigableMap<Integer, NavigableMap<Due, JobRow>> line(QueueName queue, boolean lost) {
        return lines.getOrDefault(new Line(queue, lost), new TreeMap<>());
    }
}
