package io.queuectl.testkit;

import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The places of a group. Guarded by {@link MemoryData#lock}. */
final class MemoryGroup {

    final NavigableSet<Long> running = new TreeSet<>();
    final NavigableSet<Long> waiting = new TreeSet<>();
    int atMost = 1;

    static void join(MemoryData data, MemoryJob job, Group group) {
        MemoryGroup places = data.groups.computeIfAbsent(group.key(), key -> new MemoryGroup());
        places.atMost = group.atMost();
        data.memberOf.put(job.number, group.key());
        places.come(job);
        places.promote(data).forEach(MemoryJob::release);
    }

    /** A job from elsewhere, where it was: over, with a place, or waiting for one. */
    static void restore(MemoryData data, MemoryJob job, Group group) {
        data.memberOf.put(job.number, group.key());
        if (job.state.isFinished()) {
            return;
        }
        MemoryGroup places = data.groups.computeIfAbsent(group.key(), key -> {
            MemoryGroup fresh = new MemoryGroup();
            fresh.atMost = group.atMost();
            return fresh;
        });
        (job.state == JobState.BLOCKED ? places.waiting : places.running).add(job.number);
    }

    GroupView view(String key) {
        return new GroupView(key, atMost, running.size(), waiting.size());
    }

    void resize(MemoryData data, int most) {
        atMost = most;
        promote(data).forEach(MemoryJob::release);
    }

    /** A job that a person put back. */
    static void again(MemoryData data, MemoryJob job) {
        @Nullable String key = data.memberOf.get(job.number);
        if (key != null) {
            MemoryGroup places = data.groups.computeIfAbsent(key, unused -> new MemoryGroup());
            if (!places.running.contains(job.number) && !places.waiting.contains(job.number)) {
                places.come(job);
            }
        }
    }

    /** A job that is over. Answers who got a place for it. */
    static List<MemoryJob> leave(MemoryData data, MemoryJob job) {
        @Nullable String key = data.memberOf.get(job.number);
        @Nullable MemoryGroup places = key == null ? null : data.groups.get(key);
        if (key == null || places == null) {
            return List.of();
        }
        places.running.remove(job.number);
        places.waiting.remove(job.number);
        List<MemoryJob> next = places.promote(data);
        if (places.running.isEmpty()) {
            data.groups.remove(key);
        }
        return next;
    }

    private List<MemoryJob> promote(MemoryData data) {
        List<MemoryJob> next = new ArrayList<>();
        while (running.size() < atMost && !waiting.isEmpty()) {
            long first = waiting.first();
            waiting.remove(first);
            @Nullable MemoryJob job = data.jobs.get(first);
            if (job != null) {
                running.add(first);
                next.add(job);
            }
        }
        return next;
    }

    private void come(MemoryJob job) {
        if (running.size() < atMost && waiting.isEmpty()) {
            running.add(job.number);
        } else {
            waiting.add(job.number);
            job.block();
        }
    }
}
