package io.queuectl.testkit;

import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Parent;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Dependency;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Jobs that wait for each other. Whoever calls a method here holds {@link MemoryData#lock}. */
final class MemoryAfter {

    private final MemoryData data;
    private final Instant now;

    MemoryAfter(MemoryData data, Instant now) {
        this.data = data;
        this.now = now;
    }

    /**
     * That a job waits, or waited, for another.
     *
     * @param met it waits no more
     */
    record Edge(IfFailed rule, boolean met) {}

    static List<Parent> parents(MemoryData data, MemoryJob child) {
        return edges(data, child.number).entrySet().stream()
                .map(edge -> {
                    MemoryJob parent = row(data, edge.getKey());
                    return new Parent(parent.id, parent.state, edge.getValue().rule());
                })
                .toList();
    }

    /** Replaces the answers to those whose parents are not there, and takes their rows out again. */
    void link(List<NewJob> jobs, List<Insertion> answers) {
        Map<Long, Insertion> siblings = new HashMap<>();
        Set<JobId> unforeseen = new HashSet<>();
        for (int i = 0; i < jobs.size(); i++) {
            siblings.put(jobs.get(i).submission(), answers.get(i));
            if (jobs.get(i).id() == null && answers.get(i) instanceof Insertion.Inserted inserted) {
                unforeseen.add(inserted.id());
            }
        }
        for (int i = 0; i < jobs.size(); i++) {
            NewJob job = jobs.get(i);
            @Nullable MemoryJob row = data.bySubmission.get(job.submission());
            if (row != null
                    && row.state == JobState.PENDING
                    && !data.after.containsKey(row.number)
                    && !job.after().isEmpty()) {
                @Nullable JobId missing = link(row, job, siblings, unforeseen);
                if (missing != null) {
                    data.remove(row);
                    answers.set(i, new Insertion.ParentMissing(missing));
                }
            }
        }
    }

    /** @param unforeseen ids that this batch was given: whoever names one of them has guessed it, and could mean itself */
    private @Nullable JobId link(MemoryJob child, NewJob job, Map<Long, Insertion> siblings, Set<JobId> unforeseen) {
        Map<Long, Edge> edges = new TreeMap<>();
        for (Dependency wait : job.after()) {
            JobId id = wait.parent() == null ? id(siblings.get(wait.submission())) : wait.parent();
            @Nullable MemoryJob parent = data.byId.get(id);
            boolean guessed = wait.parent() != null && (parent == child || unforeseen.contains(id));
            if (parent == null || guessed) {
                return id;
            }
            edges.put(parent.number, new Edge(wait.ifFailed(), false));
        }
        data.after.put(child.number, edges);
        child.block();
        edges.keySet().forEach(parent -> hear(child, row(data, parent)));
        settle(child);
        return null;
    }

    private static JobId id(@Nullable Insertion answer) {
        if (answer instanceof Insertion.Inserted inserted) {
            return inserted.id();
        }
        if (answer instanceof Insertion.Standing standing) {
            return standing.id();
        }
        if (answer instanceof Insertion.Duplicate duplicate) {
            return duplicate.id();
        }
        if (answer instanceof Insertion.KeyHeld held) {
            return held.holder();
        }
        throw new IllegalArgumentException("a job waits for one that is not in the batch");
    }

    /** A job is over. Answers the queues of those that may be due now. */
    Set<QueueName> ended(MemoryJob parent) {
        Set<QueueName> queues = new HashSet<>();
        for (MemoryJob next : MemoryGroup.leave(data, parent)) {
            next.release();
            queues.add(next.queue);
        }
        for (MemoryJob child : children(parent)) {
            hear(child, parent);
            settle(child);
            queues.add(child.queue);
        }
        return queues;
    }

    /** A job is about to be deleted. */
    void deleted(MemoryJob parent) {
        MemoryGroup.leave(data, parent).forEach(MemoryJob::release);
        if (parent.state == JobState.COMPLETED) {
            return;
        }
        for (MemoryJob child : children(parent)) {
            Edge edge = edge(child, parent);
            if (!edge.met()) {
                if (edge.rule() == IfFailed.CONTINUE) {
                    meet(child, parent, edge);
                    settle(child);
                } else {
                    JobState to = edge.rule() == IfFailed.DEAD ? JobState.DEAD : JobState.CANCELLED;
                    end(child, to, "job " + parent.number + ", which it was to run after, was deleted");
                }
            }
        }
    }

    /** A job that was put back waits once more for those of its parents that are not over. */
    void again(MemoryJob child) {
        boolean waits = false;
        for (long number : edges(data, child.number).keySet()) {
            MemoryJob parent = row(data, number);
            Edge edge = edge(child, parent);
            if (!parent.state.isFinished()) {
                edges(data, child.number).put(number, new Edge(edge.rule(), false));
                waits = true;
            } else {
                meet(child, parent, edge);
            }
        }
        if (waits) {
            child.block();
        }
        MemoryGroup.again(data, child);
    }

    /** A blocked job that was restored: what it waits for may be over meanwhile, or nothing. */
    void begin(MemoryJob child) {
        if (child.state == JobState.BLOCKED && !data.memberOf.containsKey(child.number)) {
            List.copyOf(edges(data, child.number).keySet()).forEach(parent -> hear(child, row(data, parent)));
            settle(child);
        }
    }

    private void hear(MemoryJob child, MemoryJob parent) {
        Edge edge = edge(child, parent);
        if (child.state != JobState.BLOCKED || edge.met() || !parent.state.isFinished()) {
            return;
        }
        if (parent.state == JobState.COMPLETED || edge.rule() == IfFailed.CONTINUE) {
            meet(child, parent, edge);
        } else if (edge.rule() != IfFailed.WAIT) {
            JobState to = edge.rule() == IfFailed.DEAD ? JobState.DEAD : JobState.CANCELLED;
            end(child, to, "job " + parent.number + ", which it was to run after, ended " + parent.state.text());
        }
    }

    private void settle(MemoryJob child) {
        boolean free = edges(data, child.number).values().stream().allMatch(Edge::met);
        if (child.state == JobState.BLOCKED && free) {
            child.release();
        }
    }

    private void end(MemoryJob child, JobState to, String why) {
        child.end(to, why, now);
        ended(child);
    }

    private List<MemoryJob> children(MemoryJob parent) {
        return data.after.entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(parent.number))
                .map(entry -> row(data, entry.getKey()))
                .filter(child -> child.state == JobState.BLOCKED)
                .toList();
    }

    private void meet(MemoryJob child, MemoryJob parent, Edge edge) {
        edges(data, child.number).put(parent.number, new Edge(edge.rule(), true));
    }

    private Edge edge(MemoryJob child, MemoryJob parent) {
        Edge edge = edges(data, child.number).get(parent.number);
        return edge == null ? new Edge(IfFailed.CANCEL, true) : edge;
    }

    private static Map<Long, Edge> edges(MemoryData data, long child) {
        return data.after.getOrDefault(child, Map.of());
    }

    private static MemoryJob row(MemoryData data, long number) {
        MemoryJob row = data.jobs.get(number);
        if (row == null) {
            throw new IllegalStateException("job " + number + " is gone, and what waits for it is not");
        }
        return row;
    }
}
