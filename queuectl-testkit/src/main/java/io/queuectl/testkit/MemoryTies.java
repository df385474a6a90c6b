package io.queuectl.testkit;

import io.queuectl.api.Group;
import io.queuectl.api.JobState;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.Restored;
import io.queuectl.core.spi.Ties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What ties jobs to others, on its way out and in. Whoever calls a method here holds {@link MemoryData#lock}. */
final class MemoryTies {

    private final MemoryData data;
    private final Instant now;

    MemoryTies(MemoryData data, Instant now) {
        this.data = data;
        this.now = now;
    }

    static Ties of(MemoryData data, MemoryJob job) {
        Ties.Key key = data.keys.values().stream()
                .filter(held -> held.number() == job.number)
                .findFirst()
                .map(held -> new Ties.Key(held.unique().key(), held.unique().scope(), until(held)))
                .orElse(null);
        List<Ties.Wait> after = new ArrayList<>();
        data.after.getOrDefault(job.number, Map.of()).forEach((number, edge) -> {
            @Nullable MemoryJob parent = data.jobs.get(number);
            if (parent != null) {
                boolean without = edge.met() && parent.state != JobState.COMPLETED;
                after.add(new Ties.Wait(parent.id, parent.view().createdAt(), edge.rule(), without));
            }
        });
        return new Ties(key, group(data, job), after);
    }

    private static @Nullable Group group(MemoryData data, MemoryJob job) {
        @Nullable String key = data.memberOf.get(job.number);
        if (key == null) {
            return null;
        }
        @Nullable MemoryGroup places = data.groups.get(key);
        return new Group(key, places == null ? 1 : places.atMost);
    }

    private static @Nullable Instant until(MemoryKey held) {
        Duration window = held.unique().window();
        return window == null ? null : held.takenAt().plus(window);
    }

    /** Restores jobs, whichever of them come first. */
    List<Restored> restore(List<JobRecord> records) {
        Map<JobRecord, Restored> answers = new LinkedHashMap<>();
        Map<JobRecord, MemoryJob> written = new LinkedHashMap<>();
        for (JobRecord record : records) {
            Restored answer = data.restore(record);
            answers.put(record, answer);
            @Nullable MemoryJob row = data.byId.get(record.job().id());
            if (row != null && answer.kind() == Restored.Kind.WRITTEN) {
                written.put(record, row);
            }
        }
        withdrawOrphans(answers, written);
        written.forEach((record, row) -> tie(row, record));
        MemoryAfter after = new MemoryAfter(data, now);
        written.values().forEach(after::begin);
        written.forEach((record, row) -> answers.put(record, new Restored(Restored.Kind.WRITTEN, row.state)));
        return List.copyOf(answers.values());
    }

    private void withdrawOrphans(Map<JobRecord, Restored> answers, Map<JobRecord, MemoryJob> written) {
        Set<JobRecord> orphans = new HashSet<>();
        do {
            orphans.clear();
            written.keySet().stream()
                    .filter(record -> record.ties().after().stream().anyMatch(wait -> parent(wait) == null))
                    .forEach(orphans::add);
            for (JobRecord orphan : orphans) {
                @Nullable MemoryJob row = written.remove(orphan);
                if (row != null) {
                    data.remove(row);
                }
                answers.put(
                        orphan,
                        new Restored(Restored.Kind.PARENT_MISSING, orphan.job().state()));
            }
        } while (!orphans.isEmpty());
    }

    private @Nullable MemoryJob parent(Ties.Wait wait) {
        @Nullable MemoryJob parent = data.byId.get(wait.parent());
        return parent == null || !parent.view().createdAt().equals(wait.parentCreatedAt()) ? null : parent;
    }

    private void tie(MemoryJob row, JobRecord record) {
        Ties ties = record.ties();
        if (ties.key() != null) {
            restoreKey(row, ties.key());
        }
        if (ties.group() != null) {
            MemoryGroup.restore(data, row, ties.group());
        }
        if (!ties.after().isEmpty()) {
            Map<Long, MemoryAfter.Edge> edges = new TreeMap<>();
            for (Ties.Wait wait : ties.after()) {
                @Nullable MemoryJob parent = parent(wait);
                if (parent != null) {
                    edges.put(parent.number, new MemoryAfter.Edge(wait.ifFailed(), wait.met()));
                }
            }
            data.after.put(row.number, edges);
        }
    }

    private void restoreKey(MemoryJob row, Ties.Key key) {
        MemoryKey.Place place = new MemoryKey.Place(row.kind(), key.text());
        @Nullable MemoryKey there = data.keys.get(place);
        if (there == null || !there.isHeld(data.jobs.get(there.number()), now)) {
            Instant takenAt = row.view().createdAt();
            Duration window = key.until() == null ? null : Duration.between(takenAt, key.until());
            Unique unique = new Unique(key.text(), key.scope(), window, Unique.Conflict.KEEP);
            data.keys.put(place, new MemoryKey(row.number, row.id, unique, takenAt));
        }
    }
}
