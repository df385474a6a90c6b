package io.queuectl.testkit.store;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobId;
import io.queuectl.api.JobView;
import io.queuectl.api.LogLine;
import io.queuectl.api.QueueDepth;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.DurationStats;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be read from a store, without row numbers and positions.
 *
 * @param orders the ids in every order of the list
 * @param counts as the store counts
 * @param rows as its rows count
 */
record Observed(
        List<JobView> jobs,
        Map<PageRequest.Order, List<JobId>> orders,
        Set<StateCount> counts,
        Set<StateCount> rows,
        List<QueueName> waitingQueues,
        Optional<Instant> nextScheduled,
        Durations durations,
        Map<JobId, List<Attempt>> attempts,
        Map<JobId, List<Line>> logs,
        List<NodeView> roster,
        Map<Long, Set<Token>> cancels,
        List<Claim> orphans,
        Map<String, String> settings,
        List<QueueSettings> queues,
        List<QueueDepth> depths) {

    static Observed of(WalkSide side, Instant now) {
        List<JobView> jobs = side.jobs(JobFilter.ANY, PageRequest.Order.OLDEST_FIRST, 17);
        Map<PageRequest.Order, List<JobId>> orders = new EnumMap<>(PageRequest.Order.class);
        for (PageRequest.Order order : PageRequest.Order.values()) {
            orders.put(
                    order,
                    side.jobs(JobFilter.ANY, order, 7).stream().map(JobView::id).toList());
        }
        return new Observed(
                jobs,
                orders,
                new HashSet<>(side.store.queries().counts()),
                counted(jobs),
                side.store.queries().waitingQueues(),
                side.store.queries().nextScheduled(now).map(JobView::runAt),
                Durations.of(side),
                jobs.stream().collect(Collectors.toMap(JobView::id, side::attempts)),
                jobs.stream().collect(Collectors.toMap(JobView::id, job -> Line.of(side, job))),
                side.roster(),
                cancels(side),
                side.orphans(),
                side.store.admin().settings(),
                side.store.queues().settings(),
                side.store.queues().depths(now));
    }

    private static Set<StateCount> counted(List<JobView> jobs) {
        Set<StateCount> counts = new HashSet<>();
        jobs.stream()
                .collect(Collectors.groupingBy(
                        JobView::queue, Collectors.groupingBy(JobView::state, Collectors.counting())))
                .forEach((queue, states) ->
                        states.forEach((state, count) -> counts.add(new StateCount(queue, state, count))));
        return counts;
    }

    private static Map<Long, Set<Token>> cancels(WalkSide side) {
        Map<Long, Set<Token>> cancels = new HashMap<>();
        for (NodeView node : side.roster()) {
            long epoch = node.info().epoch();
            cancels.put(epoch, Set.copyOf(side.store.nodes().signals(epoch).cancels()));
        }
        return cancels;
    }

    /** One log line, without its position. */
    record Line(int ordinal, LogLine line) {
        static List<Line> of(WalkSide side, JobView job) {
            return side.store.queries().logs(job.id(), 0, 10_000).stream()
                    .map(entry -> new Line(entry.ordinal(), entry.line()))
                    .toList();
        }
    }

    /** The durations but for their average, which stores may round as they like. */
    record Durations(
            long completed,
            @Nullable Duration minimum,
            @Nullable Duration maximum) {
        static Durations of(WalkSide side) {
            DurationStats stats = side.store.queries().durations();
            return new Durations(stats.completed(), stats.minimum(), stats.maximum());
        }
    }
}
