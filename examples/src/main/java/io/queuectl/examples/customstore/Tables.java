package io.queuectl.examples.customstore;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.QueueRow;
import io.queuectl.core.spi.Ties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All there is, in memory, with what finds it. Changed by {@link #apply} alone. Guarded by the lock of the {@link Database}. */
final class Tables {

    private final NavigableMap<Long, JobRow> jobs = new TreeMap<>();
    private final Map<JobId, Long> numbers = new HashMap<>();
    private final Map<Long, Long> submissions = new HashMap<>();
    private final NavigableSet<Long> processing = new TreeSet<>();
    private final WaitingJobs waiting = new WaitingJobs();
    private final Map<Long, List<Attempt>> histories = new HashMap<>();
    private final Map<Long, List<LogEntry>> logs = new HashMap<>();
    private final Map<List<String>, Entry.Keyed> keys = new HashMap<>();
    private final Map<Long, JobOutput> outputs = new HashMap<>();
    private final Map<Long, NodeRow> nodes = new LinkedHashMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, ScheduleView> schedules = new TreeMap<>();
    private final Map<QueueName, QueueRow> queues = new TreeMap<>();
    private long lastNumber;

    /** Makes the change, and answers what takes it back. */
    Runnable apply(Entry entry) {
        if (entry instanceof Entry.Put put) {
            return put(put.row());
        } else if (entry instanceof Entry.Gone gone) {
            return remove(gone.number());
        } else if (entry instanceof Entry.Ended ended) {
            return append(histories, ended.number(), ended.attempt());
        } else if (entry instanceof Entry.Logged logged) {
            return append(logs, logged.number(), logged.line());
        } else if (entry instanceof Entry.Given given) {
            return set(outputs, given.number(), given.output());
        } else if (entry instanceof Entry.Keyed keyed) {
            return set(keys, List.of(keyed.kind(), keyed.unique().key()), keyed);
        } else if (entry instanceof Entry.KeyGone gone) {
            return set(keys, List.of(gone.kind(), gone.key()), null);
        } else if (entry instanceof Entry.NodePut put) {
            return set(nodes, put.row().info().epoch(), put.row());
        } else if (entry instanceof Entry.NodeGone gone) {
            return set(nodes, gone.epoch(), null);
        } else if (entry instanceof Entry.Setting setting) {
            return set(settings, setting.key(), setting.value());
        } else if (entry instanceof Entry.SchedulePut put) {
            return set(schedules, put.view().name(), put.view());
        } else if (entry instanceof Entry.ScheduleGone gone) {
            return set(schedules, gone.name(), null);
        } else if (entry instanceof Entry.QueuePut put) {
            QueueSettings after = put.row().settings();
            return set(queues, after.queue(), after.isNone() ? null : put.row());
        }
        lastNumber = Math.max(lastNumber, ((Entry.Numbered) entry).last());
        return () -> {};
    }

    /** The fewest changes that lead from nothing to here. */
    List<Entry> everything() {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry.Numbered(lastNumber));
        jobs.values().forEach(row -> all.add(new Entry.Put(row)));
        histories.forEach((number, ended) -> ended.forEach(attempt -> all.add(new Entry.Ended(number, attempt))));
        logs.forEach((number, lines) -> lines.forEach(line -> all.add(new Entry.Logged(number, line))));
        outputs.forEach((number, output) -> all.add(new Entry.Given(number, output)));
        all.addAll(keys.values());
        nodes.values().forEach(row -> all.add(new Entry.NodePut(row)));
        settings.forEach((key, value) -> all.add(new Entry.Setting(key, value)));
        schedules.values().forEach(view -> all.add(new Entry.SchedulePut(view)));
        queues.values().forEach(row -> all.add(new Entry.QueuePut(row)));
        return all;
    }

    @Nullable
    JobRow job(long number) {
        return jobs.get(number);
    }

    @Nullable
    JobRow job(JobId id) {
        return lookUp(numbers.get(id));
    }

    @Nullable
    JobRow submitted(long submission) {
        return lookUp(submissions.get(submission));
    }

    /** By number. */
    Stream<JobRow> all() {
        return jobs.values().stream();
    }

    Stream<JobRow> processing() {
        return processing.stream().map(jobs::get);
    }

    WaitingJobs waiting() {
        return waiting;
    }

    List<Attempt> history(long number) {
        return histories.getOrDefault(number, List.of());
    }

    List<LogEntry> log(long number) {
        return logs.getOrDefault(number, List.of());
    }

    JobOutput output(long number) {
        return outputs.getOrDefault(number, JobOutput.NONE);
    }

    /** Who had the unique key last, held or not. */
    Entry.@Nullable Keyed keyed(String kind, String key) {
        return keys.get(List.of(kind, key));
    }

    /** Every unique key, held or not. */
    Stream<Entry.Keyed> keys() {
        return keys.values().stream();
    }

    /** The unique key that a job had last, if nobody took it since. */
    Ties.@Nullable Key keyOf(JobRow row) {
        return keys.values().stream()
                .filter(keyed -> keyed.number() == row.number())
                .findFirst()
                .map(keyed -> new Ties.Key(keyed.unique().key(), keyed.unique().scope(), keyed.until()))
                .orElse(null);
    }

    Map<Long, NodeRow> nodes() {
        return nodes;
    }

    Map<String, String> settings() {
        return settings;
    }

    /** By name. */
    Map<String, ScheduleView> schedules() {
        return schedules;
    }

    Map<QueueName, QueueRow> queues() {
        return queues;
    }

    long lastNumber() {
        return lastNumber;
    }

    private Runnable put(JobRow row) {
        JobRow before = jobs.get(row.number());
        swap(before, row);
        return () -> swap(row, before);
    }

    private Runnable remove(long number) {
        JobRow before = jobs.get(number);
        List<Attempt> history = histories.remove(number);
        List<LogEntry> log = logs.remove(number);
        JobOutput output = outputs.remove(number);
        swap(before, null);
        return () -> {
            swap(null, before);
            set(histories, number, history);
            set(logs, number, log);
            set(outputs, number, output);
        };
    }

    private void swap(@Nullable JobRow before, @Nullable JobRow after) {
        if (before != null) {
            jobs.remove(before.number());
            numbers.remove(before.origin().id());
            submissions.remove(before.origin().submission());
            processing.remove(before.number());
            waiting.remove(before);
        }
        if (after != null) {
            jobs.put(after.number(), after);
            numbers.put(after.origin().id(), after.number());
            submissions.put(after.origin().submission(), after.number());
            if (after.state() == JobState.PROCESSING) {
                processing.add(after.number());
            }
            waiting.add(after);
            lastNumber = Math.max(lastNumber, after.number());
        }
    }

    private @Nullable JobRow lookUp(@Nullable Long number) {
        return number == null ? null : jobs.get(number);
    }

    private static <V> Runnable append(Map<Long, List<V>> lists, long number, V value) {
        List<V> list = lists.computeIfAbsent(number, any -> new ArrayList<>());
        list.add(value);
        return () -> list.remove(list.size() - 1);
    }

    private static <K, V> Runnable set(Map<K, V> map, K key, @Nullable V value) {
        V before = value == null ? map.remove(key) : map.put(key, value);
        return () -> {
            if (before == null) {
                map.remove(key);
            } else {
                map.put(key, before);
            }
        };
    }
}
