package io.queuectl.core;

import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobState;
import io.queuectl.api.JobStateException;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.core.engine.ChunkPace;
import io.queuectl.core.engine.Removal;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobArchive;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Moved;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a database, looked at and moved by the many. Whatever is done to all that match a filter goes in small transactions, none of which holds workers up for longer
 * than about 20 ms; jobs that match no more when their turn comes are skipped, and those enqueued after the call began are not meant. If such a call throws, what it has done
 * stays done, and it can be called again. Thread-safe.
 */
public final class Jobs {

    private final JobStore store;
    private final Supplier<Instant> now;
    private final Runnable changed;

    /** @param changed is told when jobs may have come to be due */
    Jobs(JobStore store, Supplier<Instant> now, Runnable changed) {
        this.store = store;
        this.now = now;
        this.changed = changed;
    }

    /** The jobs of any store, for programs without a queue. */
    public static Jobs of(JobStore store) {
        return new Jobs(store, store.clock()::instant, () -> {});
    }

    /** How many jobs match. May look at every job. */
    public long count(JobFilter filter) {
        return store.bulk().count(filter);
    }

    /** How many jobs match that this can be done to. */
    public long count(JobFilter filter, JobMove move) {
        JobFilter movable = movable(filter, move);
        return movable == null ? 0 : store.bulk().count(movable);
    }

    /** A page of jobs. */
    public Page list(JobFilter filter, PageRequest request) {
        return store.queries().list(filter, request);
    }

    /** Withdraws the waiting ones at once, and asks the running ones to stop. Answers how many. */
    public long cancelAll(JobFilter filter) {
        return moveAll(filter, JobMove.CANCEL);
    }

    /** Puts the dead, cancelled and failed ones back, due now, with their counters at zero and their history kept. Answers how many. */
    public long requeueAll(JobFilter filter) {
        return moveAll(filter, JobMove.REQUEUE);
    }

    /** The same, changed on the way: in another queue, for instance, or spread over an hour. */
    public long requeueAll(JobFilter filter, JobEdit edit) {
        return moveAll(filter, new JobMove.Requeue(edit));
    }

    /** Changes those that wait. Answers how many. */
    public long editAll(JobFilter filter, JobEdit edit) {
        return moveAll(filter, new JobMove.Edit(edit));
    }

    /** Deletes those that do not run, with history and log. Answers how many. */
    public long deleteAll(JobFilter filter) {
        return moveAll(filter, JobMove.DELETE);
    }

    /**
     * The same, and hands each to an archive before. What cannot be archived stays: a row that was edited by hand into something unreadable.
     *
     * @throws java.io.UncheckedIOException if the archive could not keep some: these and those behind them are still there
     */
    public long deleteAll(JobFilter filter, JobArchive archive) {
        JobFilter movable = movable(filter, JobMove.DELETE);
        long deleted = 0;
        if (movable != null) {
            Removal removal = new Removal(store, movable, archive, new ChunkPace());
            while (!removal.isOver()) {
                deleted += removal.step(now.get());
            }
        }
        return deleted;
    }

    /** Does that to every job that matches and that it can be done to. Answers how many. */
    public long moveAll(JobFilter filter, JobMove move) {
        return moveAll(filter, move, moved -> {});
    }

    /**
     * The same.
     *
     * @param progress is told after each transaction how many have been moved by then
     */
    public long moveAll(JobFilter filter, JobMove move, LongConsumer progress) {
        JobFilter movable = movable(filter, move);
        return movable == null ? 0 : moveUpTo(newest(movable), movable, move, progress);
    }

    private long moveUpTo(long last, JobFilter movable, JobMove move, LongConsumer progress) {
        BulkMoves bulk = store.bulk();
        ChunkPace pace = new ChunkPace();
        long moved = 0;
        long after = 0;
        while (after < last) {
            List<Long> numbers = bulk.numbers(movable, after, pace.size()).stream()
                    .filter(number -> number <= last)
                    .toList();
            if (numbers.isEmpty()) {
                return moved;
            }
            Moved some = bulk.moveAll(numbers, movable, move, now.get());
            pace.learn(numbers.size(), some);
            moved += some.jobs();
            after = numbers.get(numbers.size() - 1);
            changed.run();
            progress.accept(moved);
        }
        return moved;
    }

    /** The number of the last of them, or 0. */
    private long newest(JobFilter filter) {
        List<JobView> newest = list(filter, PageRequest.first(PageRequest.Order.NEWEST_FIRST, 1))
                .jobs();
        return newest.isEmpty() ? 0 : newest.get(0).number();
    }

    /** Changes one that waits. */
    public void edit(JobId id, JobEdit edit) {
        require("edit", id, store.admin().edit(id, edit));
        changed.run();
    }

    /** Deletes one that does not run, with history and log. */
    public void delete(JobId id) {
        require("delete", id, store.admin().delete(id));
    }

    /**
     * Puts a dead job back with another payload, in one transaction: due now, with its counters at zero and its history kept.
     *
     * @throws JobNotFoundException if there is no such job
     * @throws JobStateException if it is not dead
     */
    public void redrive(JobId id, Payload payload) {
        JobView job = store.queries().find(id).orElseThrow(() -> new JobNotFoundException(id));
        JobMove move = new JobMove.Requeue(JobEdit.NOTHING.payload(payload));
        JobFilter dead = JobFilter.in(JobState.DEAD);
        if (store.bulk().moveAll(List.of(job.number()), dead, move, now.get()).jobs() == 0) {
            JobView present = store.queries().find(id).orElseThrow(() -> new JobNotFoundException(id));
            throw new JobStateException("redrive", id, present.state());
        }
        changed.run();
    }

    private static void require(String verb, JobId id, AdminAnswer answer) {
        if (answer.kind() == AdminAnswer.Kind.NOT_FOUND) {
            throw new JobNotFoundException(id);
        }
        if (answer.kind() == AdminAnswer.Kind.WRONG_STATE) {
            throw new JobStateException(verb, id, answer.state() == null ? JobState.INVALID : answer.state());
        }
    }

    /** Narrowed to the states that it can be done in, so that nobody looks at the others; {@code null} if none of them is meant. */
    private static @Nullable JobFilter movable(JobFilter filter, JobMove move) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        for (JobState state : JobState.values()) {
            if (move.mayLeave(state)
                    && (filter.states().isEmpty() || filter.states().contains(state))) {
                states.add(state);
            }
        }
        return states.isEmpty() ? null : filter.states(states);
    }
}
