package io.queuectl.core.engine;

import io.queuectl.api.JobState;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.KeySweep;
import io.queuectl.core.spi.StateCount;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes finished jobs that are older, or more, than their retention says: once a minute all of them, in steps that keep others from writing for no longer than they then have for
 * themselves. Confined to its loop.
 */
final class Pruner implements Loop.Round {

    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);

    private final JobStore store;
    private final Retention retention;
    private final Seams seams;
    private final ChunkPace pace = new ChunkPace();

    /** What is left of the sweep that is under way. */
    private final Deque<Removal> removals = new ArrayDeque<>();

    /** Keys at a look. */
    private static final int KEYS = 500;

    /** Whether unique keys are left to be looked at in this sweep; none are in the first, of a process that may not live long. */
    private boolean keysLeft;

    /** The number after which they are. */
    private long keysAfter;

    private boolean swept;

    /** What else is done as often. */
    private final Runnable beside;

    /** @param beside is done before each sweep, on the same thread */
    Pruner(Engine.Parts parts, Runnable beside) {
        this(parts.store(), parts.config().retention(), parts.seams(), beside);
    }

    Pruner(JobStore store, Retention retention, Seams seams, Runnable beside) {
        this.store = store;
        this.retention = retention;
        this.seams = seams;
        this.beside = beside;
    }

    @Override
    public Duration run() {
        if (removals.isEmpty() && !keysLeft) {
            beside.run();
            begin();
            keysLeft = swept;
            swept = true;
        }
        Removal removal = removals.peek();
        if (removal != null) {
            int deleted = removal.step(seams.now());
            if (deleted > 0) {
                LOG.info("event=pruned jobs={}", deleted);
            }
            if (removal.isOver()) {
                removals.remove();
            }
        }
        if (removal == null && keysLeft) {
            dropKeys();
        }
        return removals.isEmpty() && !keysLeft ? SWEEP : ChunkPace.LONGEST;
    }

    /** Those of jobs that are gone, once they are held no more: nobody else takes them away unless he wants them. */
    private void dropKeys() {
        KeySweep sweep = store.bulk().dropKeys(keysAfter, KEYS, seams.now());
        keysAfter = sweep.last();
        keysLeft = sweep.last() > 0;
        if (sweep.dropped() > 0) {
            LOG.info("event=keys_dropped keys={}", sweep.dropped());
        }
    }

    private void begin() {
        retention
                .rules()
                .forEach((state, rule) -> superfluous(state, rule)
                        .forEach(filter -> removals.add(new Removal(store, filter, retention.archive(), pace))));
    }

    private List<JobFilter> superfluous(JobState state, Retention.Rule rule) {
        List<JobFilter> filters = new ArrayList<>();
        JobFilter finished = JobFilter.in(state);
        if (rule.age() != null) {
            filters.add(finished.finishedBefore(seams.now().minus(rule.age())));
        }
        if (rule.newest() != null) {
            filters.addAll(exceptNewest(finished, rule.newest()));
        }
        return filters;
    }

    /** Those that finished in the very millisecond of the last one that stays are kept with it. */
    private List<JobFilter> exceptNewest(JobFilter finished, long kept) {
        if (kept == 0) {
            return List.of(finished);
        }
        // Counts are kept or read from small indexes; when the n-th finished takes a look at all of them.
        long there = store.queries().counts().stream()
                .filter(count -> finished.states().contains(count.state()))
                .mapToLong(StateCount::count)
                .sum();
        if (there <= kept) {
            return List.of();
        }
        return store.bulk().nthFinish(finished, kept).stream()
                .map(finished::finishedBefore)
                .toList();
    }
}
