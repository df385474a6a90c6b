package io.queuectl.core.spi;

import io.queuectl.api.QueueName;
import java.util.List;
import java.util.Set;

/**
 * What became of a batch: one answer per item, each list in the order of its batch.
 *
 * @param released the queues of jobs that waited for those that the batch settled, and may be due now
 */
public record Receipt(
        List<Settled> settlements,
        List<Settled> notes,
        List<Insertion> jobs,
        List<Claimed> claims,
        Set<QueueName> released) {

    public Receipt {
        settlements = List.copyOf(settlements);
        notes = List.copyOf(notes);
        jobs = List.copyOf(jobs);
        claims = List.copyOf(claims);
        released = Set.copyOf(released);
    }

    /** Of a batch that released no job. */
    public Receipt(List<Settled> settlements, List<Settled> notes, List<Insertion> jobs, List<Claimed> claims) {
        this(settlements, notes, jobs, claims, Set.of());
    }
}
