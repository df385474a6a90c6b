package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.engine.LocalProcesses;
import io.queuectl.core.engine.ProcFileSystem;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The worker processes of a database with what each runs.
 *
 * @param processes by the time they started, those that died and were not yet cleared away included
 * @param orphans jobs still held by a process that is off the roster; a worker takes them over soon
 */
record Roster(List<WorkerProcess> processes, List<JobView> orphans) {

    Roster {
        processes = List.copyOf(processes);
        orphans = List.copyOf(orphans);
    }

    static Roster of(JobStore store) {
        Instant now = store.clock().instant();
        Map<Long, List<JobView>> running = running(store);
        LocalProcesses local = ProcFileSystem.here();
        List<WorkerProcess> processes = new ArrayList<>();
        for (NodeView node : store.nodes().roster()) {
            List<JobView> jobs = running.remove(node.info().epoch());
            processes.add(new WorkerProcess(node, presence(node, local, now), jobs == null ? List.of() : jobs));
        }
        return new Roster(
                processes, running.values().stream().flatMap(List::stream).toList());
    }

    /** How many jobs can run at once: the slots of the processes that live. */
    int workers() {
        return processes.stream()
                .filter(WorkerProcess::isPresent)
                .mapToInt(process -> process.node().info().slots())
                .sum();
    }

    List<WorkerProcess> present() {
        return processes.stream().filter(WorkerProcess::isPresent).toList();
    }

    private static Map<Long, List<JobView>> running(JobStore store) {
        Map<Long, List<JobView>> running = new HashMap<>();
        JobPages.each(
                store.queries(),
                JobFilter.in(JobState.PROCESSING),
                PageRequest.Order.OLDEST_FIRST,
                JobPages.ALL,
                job -> running.computeIfAbsent(
                                job.token() == null ? 0 : job.token().epoch(), none -> new ArrayList<>())
                        .add(job));
        return running;
    }

    private static WorkerProcess.Presence presence(NodeView node, LocalProcesses local, Instant now) {
        if (local.isGone(node.info().host())) {
            return WorkerProcess.Presence.GONE;
        }
        Duration silence = node.silence() != null ? node.silence() : Duration.between(node.renewedAt(), now);
        Duration lease = node.info().lease();
        return silence.compareTo(lease.plus(lease.dividedBy(3))) > 0
                ? WorkerProcess.Presence.SILENT
                : WorkerProcess.Presence.PRESENT;
    }
}
