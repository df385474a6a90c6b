package io.queuectl.testkit;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.QueueRow;
import io.queuectl.core.spi.Restored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of a store, and the one lock that guards them all. Whoever calls a method here holds it. */
final class MemoryData {

    /** What is a row number when somebody chooses it for an id; a longer decimal is a name like any other. */
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,14}");

    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    final NavigableMap<Long, MemoryJob> jobs = new TreeMap<>();
    final Map<JobId, MemoryJob> byId = new HashMap<>();
    final Map<Long, MemoryJob> bySubmission = new HashMap<>();
    final Map<Long, MemoryNode> roster = new LinkedHashMap<>();
    final Map<MemoryKey.Place, MemoryKey> keys = new HashMap<>();
    final NavigableMap<Long, Map<Long, MemoryAfter.Edge>> after = new TreeMap<>();
    final Map<String, MemoryGroup> groups = new HashMap<>();
    final Map<Long, String> memberOf = new HashMap<>();
    final NavigableMap<String, String> settings = new TreeMap<>();
    final NavigableMap<QueueName, QueueRow> queues = new TreeMap<>();
    final NavigableMap<String, ScheduleView> schedules = new TreeMap<>();

    private final Map<Long, String> nodeNames = new HashMap<>();
    private long lastNumber;
    private long lastPosition;
    private long version;

    MemoryJob insert(NewJob job, Instant now) {
        long number = numberFor(job.id());
        JobId id = job.id() == null ? JobId.of(Long.toString(number)) : job.id();
        MemoryJob row = new MemoryJob(number, id, job, now);
        add(row);
        return row;
    }

    /** New numbers will be larger than those. */
    void passNumbers(List<JobView> restored) {
        restored.forEach(job -> lastNumber = Math.max(lastNumber, job.number()));
    }

    /** Restores a job under its number, unless another has that. */
    Restored restore(JobRecord record) {
        JobView job = record.job();
        @Nullable MemoryJob holder = byId.get(job.id());
        if (holder != null) {
            boolean same = record.isOf(holder.view());
            return new Restored(same ? Restored.Kind.ALREADY_THERE : Restored.Kind.TAKEN, holder.state);
        }
        boolean chosen = NUMBER.matcher(job.id().text()).matches();
        long wanted = chosen ? Long.parseLong(job.id().text()) : job.number();
        @Nullable MemoryJob other = jobs.get(wanted);
        if (other != null && chosen) {
            return new Restored(Restored.Kind.TAKEN, other.state);
        }
        MemoryJob row = new MemoryJob(other == null ? wanted : lastNumber + 1, record, this::nextPosition);
        add(row);
        for (Attempt attempt : record.attempts()) {
            if (attempt.node() != null) {
                nodeNames.putIfAbsent(attempt.token().epoch(), attempt.node());
            }
        }
        return new Restored(Restored.Kind.WRITTEN, row.state);
    }

    private void add(MemoryJob row) {
        jobs.put(row.number, row);
        byId.put(row.id, row);
        bySubmission.put(row.submission, row);
        lastNumber = Math.max(lastNumber, row.number);
    }

    Mark mark() {
        return new Mark(Set.copyOf(jobs.keySet()), Map.copyOf(keys), lastNumber);
    }

    /** Takes back what was inserted since. */
    void backTo(Mark mark) {
        List<MemoryJob> since = new ArrayList<>(jobs.values());
        since.removeIf(job -> mark.numbers.contains(job.number));
        since.forEach(this::remove);
        keys.clear();
        keys.putAll(mark.keys);
        lastNumber = mark.lastNumber;
    }

    void remove(MemoryJob job) {
        jobs.remove(job.number);
        byId.remove(job.id);
        bySubmission.remove(job.submission);
        memberOf.remove(job.number);
        after.remove(job.number);
        after.values().forEach(parents -> parents.remove(job.number));
    }

    Stream<MemoryJob> all() {
        return jobs.values().stream();
    }

    /** How many jobs of a queue are processing. */
    int running(QueueName queue) {
        return (int) all().filter(job -> job.state == JobState.PROCESSING && job.queue.equals(queue))
                .count();
    }

    /** How many jobs of the queue each node holds that counts. */
    Map<Long, Integer> held(ClaimRequest wish) {
        return all().filter(job -> job.state == JobState.PROCESSING && job.queue.equals(wish.queue()))
                .map(job -> job.held().token().epoch())
                .filter(wish::counts)
                .collect(Collectors.toMap(Function.identity(), epoch -> 1, Integer::sum));
    }

    /** In claim order within one queue, for a given order of priorities. */
    static Comparator<MemoryJob> claimOrder(Comparator<Integer> priorities) {
        return Comparator.comparing((MemoryJob job) -> job.priority, priorities)
                .thenComparing(job -> job.runAt)
                .thenComparing(job -> job.number);
    }

    long nextPosition() {
        return ++lastPosition;
    }

    void remember(long epoch, String name) {
        nodeNames.put(epoch, name);
    }

    /** The name of the node that claimed the job last, or {@code null} if none did or it never joined. */
    @Nullable
    String nodeOf(MemoryJob job) {
        return job.token == null ? null : nodeNames.get(job.token.epoch());
    }

    /** Counts changes that somebody may wait for, and wakes who does. */
    void tell() {
        version++;
        changed.signalAll();
    }

    long version() {
        return version;
    }

    private long numberFor(@Nullable JobId chosen) {
        if (chosen != null && NUMBER.matcher(chosen.text()).matches()) {
            return Long.parseLong(chosen.text());
        }
        long number = lastNumber + 1;
        while (chosen == null && byId.containsKey(JobId.of(Long.toString(number)))) {
            number++;
        }
        return number;
    }

    /** Which rows there were at a moment, and the last number given. */
    record Mark(Set<Long> numbers, Map<MemoryKey.Place, MemoryKey> keys, long lastNumber) {}
}
