package io.queuectl.core;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.Unique;
import io.queuectl.api.UniqueKeyException;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.util.List;

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
