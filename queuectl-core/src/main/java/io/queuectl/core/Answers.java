package io.queuectl.core;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.Enqueued;
import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.Unique;
import io.queuectl.api.UniqueKeyException;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What became of new jobs, as their caller is told. */
final class Answers {

    private Answers() {}

    /** Whether one of them may be refused because of another job. */
    static boolean mayCollide(List<NewJob> jobs) {
        return jobs.stream().anyMatch(Answers::mayBeRefused);
    }

    private static boolean mayBeRefused(NewJob job) {
        Unique unique = job.extras().unique();
        return job.id() != null
                || !job.after().isEmpty()
                || (unique != null && unique.conflict() == Unique.Conflict.FAIL);
    }

    static List<JobId> ids(List<Insertion> insertions) {
        insertions.stream().filter(Insertion::isRefusal).findFirst().ifPresent(Answers::id);
        return insertions.stream().map(Answers::id).toList();
    }

    /** What became of each request; a middleware may have sent others in their place, in parts or again. */
    static List<Enqueued> enqueued(List<JobId> ids, List<Insertion> insertions) {
        boolean oneByOne = ids.size() == insertions.size();
        Set<JobId> found = insertions.stream()
                .filter(Insertion.Standing.class::isInstance)
                .map(Answers::id)
                .collect(Collectors.toSet());
        List<Enqueued> all = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            boolean stands = oneByOne ? insertions.get(i) instanceof Insertion.Standing : found.contains(ids.get(i));
            all.add(new Enqueued(ids.get(i), !stands));
        }
        return all;
    }

    static JobId id(Insertion insertion) {
        if (insertion instanceof Insertion.Inserted inserted) {
            return inserted.id();
        }
        if (insertion instanceof Insertion.Duplicate duplicate) {
            throw new DuplicateJobException(duplicate.id(), duplicate.state());
        }
        if (insertion instanceof Insertion.Standing standing) {
            return standing.id();
        }
        if (insertion instanceof Insertion.KeyHeld held) {
            throw new UniqueKeyException(held.key(), held.holder());
        }
        if (insertion instanceof Insertion.ParentMissing missing) {
            throw new JobNotFoundException(missing.parent());
        }
        throw new IllegalStateException("a job was withheld though none was refused");
    }
}
