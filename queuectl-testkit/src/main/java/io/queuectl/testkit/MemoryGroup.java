package io.queuectl.testkit;

import io.queuectl.api.Group;
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
