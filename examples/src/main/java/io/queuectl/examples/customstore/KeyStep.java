package io.queuectl.examples.customstore;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Ties;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Unique keys within a transaction. A key stays with whoever had it last: its scope and the state of that job tell whether it is held. */
final class KeyStep {

    private final Database.Transaction transaction;
    private final Tables tables;
    private final Instant now;

    KeyStep(Database.Transaction transaction, Instant now) {
        this.transaction = transaction;
        this.tables = transaction.tables();
        this.now = now;
    }

    /** What stands in the way of a new job, changed as that one wishes; {@code null} if its key is free. */
    @Nullable
    Insertion find(NewJob job, Unique unique) {
        Entry.Keyed keyed = tables.keyed(job.kind(), unique.key());
        if (keyed == null || !isHeld(keyed)) {
            return null;
        }
        JobRow holder = tables.job(keyed.number());
        JobId id = holder == null
                ? JobId.of(Long.toString(keyed.number()))
                : holder.origin().id();
        switch (unique.conflict()) {
            case FAIL -> {
                return new Insertion.KeyHeld(unique.key(), id);
            }
            case REPLACE -> change(holder, JobEdit.NOTHING.payload(job.payload()));
            case RESCHEDULE ->
                change(holder, JobEdit.NOTHING.payload(job.payload()).runAt(job.runAt()));
            case KEEP -> {}
        }
        return new Insertion.Standing(id);
    }

    /** The key of a job from another database, unless it is held here. */
    void restore(String kind, long number, Ties.Key key) {
        Entry.Keyed keyed = tables.keyed(kind, key.text());
        if (keyed == null || !isHeld(keyed)) {
            Duration window = key.until() == null ? null : Duration.between(now, key.until());
            boolean over = window != null && (window.isNegative() || window.isZero());
            Unique unique =
                    new Unique(key.text(), key.scope(), over ? Duration.ofMillis(1) : window, Unique.Conflict.KEEP);
            transaction.write(new Entry.Keyed(kind, number, unique, now));
        }
    }

    private void change(@Nullable JobRow holder, JobEdit edit) {
        if (holder != null && holder.state().isClaimable()) {
            transaction.put(holder.edit(edit));
        }
    }

    /** Whether its job is gone, and nobody holds it any more. */
    boolean isForgotten(Entry.Keyed keyed) {
        return tables.job(keyed.number()) == null && !isHeld(keyed);
    }

    private boolean isHeld(Entry.Keyed keyed) {
        JobRow holder = tables.job(keyed.number());
        JobState state = holder == null ? JobState.COMPLETED : holder.state();
        Unique unique = keyed.unique();
        return switch (unique.scope()) {
            case WAITING -> state.isClaimable();
            case UNFINISHED -> !state.isFinished();
            case WINDOW ->
                unique.window() != null && now.isBefore(keyed.takenAt().plus(unique.window()));
            case FOREVER -> true;
        };
    }
}
