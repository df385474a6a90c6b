package io.queuectl.testkit;

import io.queuectl.api.Group;
import io.queuectl.api.JobId;
import io.queuectl.api.LogLine;
import io.queuectl.api.QueueName;
import io.queuectl.api.StoreException;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One batch, applied. Refuses what it cannot apply before it changes anything. */
final class MemoryExchange {

    private final MemoryData data;

    /** What holders of unique keys are changed into once the new jobs stand. */
    private final List<Runnable> changes = new ArrayList<>();

    MemoryExchange(MemoryData data) {
        this.data = data;
    }

    Receipt apply(Batch batch) {
        batch.jobs().forEach(MemoryExchange::requireComplete);
        MemoryClaims claims = new MemoryClaims(data);
        List<Settled> notes = batch.notes().stream().map(this::note).toList();
        Set<QueueName> released = new HashSet<>();
        return new Receipt(
                batch.settlements().stream()
                        .map(settlement -> settle(settlement, batch.now(), released))
                        .toList(),
                notes,
                insertAll(batch),
                batch.claims().stream()
                        .map(wish -> claims.claim(wish, batch.now(), batch.repeated()))
                        .toList(),
                released);
    }

    private Settled settle(Settlement settlement, Instant now, Set<QueueName> released) {
        MemoryJob job = data.jobs.get(settlement.number());
        Settled answer = job == null ? Settled.NOT_YOURS : job.answer(settlement.token());
        if (job != null && answer == Settled.APPLIED) {
            job.settle(settlement, data.nodeOf(job));
            if (job.state.isFinished()) {
                released.addAll(new MemoryAfter(data, now).ended(job));
            }
            if (job.state.isClaimable() || !released.isEmpty()) {
                data.tell();
            }
        }
        return answer;
    }

    private Settled note(ClaimNote note) {
        MemoryJob job = data.jobs.get(note.number());
        Settled answer = job == null ? Settled.NOT_YOURS : job.answer(note.token());
        if (job != null && answer == Settled.APPLIED) {
            write(job, note);
        }
        return answer;
    }

    /** Nothing reads an extension back: that its claim still held is all there is to it. */
    private void write(MemoryJob job, ClaimNote note) {
        if (note instanceof ClaimNote.Log log) {
            for (LogLine line : log.lines()) {
                job.log(data.nextPosition(), line);
            }
        } else if (note instanceof ClaimNote.Spawn spawn) {
            job.noteProcess(spawn.process());
        } else if (note instanceof ClaimNote.Advance advance) {
            job.output = new JobOutput(advance.progress(), job.output.result());
        } else if (note instanceof ClaimNote.Result result) {
            job.output = new JobOutput(job.output.progress(), result.result());
        }
    }

    private List<Insertion> insertAll(Batch batch) {
        List<Insertion> answers = batch.allOrNothing() ? insertAllOrNothing(batch) : insertEach(batch);
        changes.forEach(Runnable::run);
        return answers;
    }

    private List<Insertion> insertAllOrNothing(Batch batch) {
        MemoryData.Mark before = data.mark();
        List<Insertion> answers = insertEach(batch);
        if (answers.stream().noneMatch(Insertion::isRefusal)) {
            return answers;
        }
        data.backTo(before);
        changes.clear();
        List<Insertion> withheld = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            boolean stands = answers.get(i).isRefusal()
                    || data.bySubmission.containsKey(batch.jobs().get(i).submission());
            withheld.add(stands ? answers.get(i) : new Insertion.Withheld());
        }
        return withheld;
    }

    private List<Insertion> insertEach(Batch batch) {
        List<Insertion> answers = new ArrayList<>();
        batch.jobs().forEach(job -> answers.add(insert(job, batch.now())));
        new MemoryAfter(data, batch.now()).link(batch.jobs(), answers);
        return answers;
    }

    private Insertion insert(NewJob job, Instant now) {
        MemoryJob same = data.bySubmission.get(job.submission());
        if (same != null) {
            return new Insertion.Inserted(same.id);
        }
        MemoryJob holder = job.id() == null ? null : data.byId.get(job.id());
        if (holder != null) {
            return new Insertion.Duplicate(holder.id, holder.state);
        }
        Unique unique = job.extras().unique();
        if (unique == null) {
            return inserted(insertRow(job, now));
        }
        MemoryKey.Place place = new MemoryKey.Place(job.kind(), unique.key());
        MemoryKey key = data.keys.get(place);
        if (key != null && key.isHeld(data.jobs.get(key.number()), now)) {
            return held(key, unique, job);
        }
        MemoryJob row = insertRow(job, now);
        data.keys.put(place, new MemoryKey(row.number, row.id, unique, now));
        return inserted(row);
    }

    private MemoryJob insertRow(NewJob job, Instant now) {
        MemoryJob row = data.insert(job, now);
        Group group = job.extras().group();
        if (group != null) {
            changes.add(() -> MemoryGroup.join(data, row, group));
        }
        return row;
    }

    private Insertion inserted(MemoryJob row) {
        data.tell();
        return new Insertion.Inserted(row.id);
    }

    private Insertion held(MemoryKey key, Unique unique, NewJob job) {
        MemoryJob holder = data.jobs.get(key.number());
        JobId id = holder == null ? JobId.of(Long.toString(key.number())) : holder.id;
        switch (unique.conflict()) {
            case FAIL -> {
                return new Insertion.KeyHeld(unique.key(), id);
            }
            case REPLACE -> changes.add(() -> change(holder, JobEdit.NOTHING.payload(job.payload())));
            case RESCHEDULE ->
                changes.add(() ->
                        change(holder, JobEdit.NOTHING.payload(job.payload()).runAt(job.runAt())));
            case KEEP -> {}
        }
        return new Insertion.Standing(id);
    }

    private void change(@Nullable MemoryJob holder, JobEdit edit) {
        if (holder != null && holder.state.isWaiting()) {
            holder.edit(edit);
            data.tell();
        }
    }

    /** A record does not refuse null by itself; a table does. */
    private static void requireComplete(NewJob job) {
        require(job, "kind", job.kind());
        require(job, "queue", job.queue());
        require(job, "due time", job.runAt());
        require(job, "payload", job.payload());
        require(job, "limits", job.limits());
    }

    private static void require(NewJob job, String what, @Nullable Object value) {
        if (value == null) {
            throw StoreException.of(
                    StoreException.Reason.REJECTED,
                    "cannot insert submission " + job.submission() + ": it has no " + what,
                    null);
        }
    }
}
