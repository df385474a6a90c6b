package io.queuectl.core;

import io.queuectl.api.After;
import io.queuectl.api.Flow;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.core.spi.Dependency;
import io.queuectl.core.spi.NewJob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What jobs that are enqueued together wait for among themselves. */
final class Steps {

    private Steps() {}

    static List<JobRequest> requests(Flow flow) {
        return flow.steps().stream().map(Flow.Step::request).toList();
    }

    /** @param jobs one for each step, in their order */
    static List<NewJob> jobs(Flow flow, List<NewJob> jobs) {
        if (jobs.size() != flow.steps().size()) {
            throw new IllegalStateException("the middleware around enqueueing handed over " + jobs.size()
                    + " requests for the " + flow.steps().size() + " steps of a flow");
        }
        List<NewJob> linked = new ArrayList<>(jobs.size());
        for (int i = 0; i < jobs.size(); i++) {
            List<Dependency> waits = flow.steps().get(i).waits().stream()
                    .map(wait -> Dependency.onSubmission(jobs.get(wait.place()).submission(), wait.ifFailed()))
                    .toList();
            linked.add(waits.isEmpty() ? jobs.get(i) : jobs.get(i).alsoAfter(waits));
        }
        return linked;
    }

    /** Jobs that are there cannot wait for one that is not; those that come together can, by the ids that were chosen for them. */
    static void requireNoCircle(List<JobRequest> requests) {
        Map<JobId, List<JobId>> waits = new HashMap<>();
        for (JobRequest request : requests) {
            if (request.id() != null && !request.extras().after().isEmpty()) {
                waits.put(
                        request.id(),
                        request.extras().after().stream().map(After::parent).toList());
            }
        }
        Set<JobId> clear = new HashSet<>();
        waits.keySet().forEach(id -> walk(id, waits, clear));
    }

    /** Depth first without recursion: a chain may be long. */
    private static void walk(JobId from, Map<JobId, List<JobId>> waits, Set<JobId> clear) {
        Deque<JobId> path = new ArrayDeque<>();
        Set<JobId> onPath = new HashSet<>();
        Map<JobId, Integer> next = new HashMap<>();
        path.push(from);
        onPath.add(from);
        while (!path.isEmpty()) {
            JobId at = path.element();
            List<JobId> parents = clear.contains(at) ? List.of() : waits.getOrDefault(at, List.of());
            int place = next.merge(at, 1, Integer::sum) - 1;
            if (place >= parents.size()) {
                clear.add(at);
                onPath.remove(at);
                path.pop();
            } else if (onPath.add(parents.get(place))) {
                path.push(parents.get(place));
            } else {
                throw new IllegalArgumentException("job " + at + " waits for job " + parents.get(place)
                        + ", which waits for it, by way of others or at once");
            }
        }
    }
}
