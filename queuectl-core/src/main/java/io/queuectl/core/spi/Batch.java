package io.queuectl.core.spi;

import java.time.Instant;
import java.util.List;

/**
 * What one exchange carries to the store.
 *
 * @param now the caller's clock
 * @param allOrNothing a taken id or a key that is held withholds the whole batch; only for batches of new jobs alone
 * @param repeated this very batch was sent before and its outcome is unknown
 */
public record Batch(
        Instant now,
        List<Settlement> settlements,
        List<ClaimNote> notes,
        List<NewJob> jobs,
        List<ClaimRequest> claims,
        boolean allOrNothing,
        boolean repeated) {

    public Batch {
        settlements = List.copyOf(settlements);
        notes = List.copyOf(notes);
        jobs = List.copyOf(jobs);
        claims = List.copyOf(claims);
        if (allOrNothing && !(settlements.isEmpty() && notes.isEmpty() && claims.isEmpty())) {
            throw new IllegalArgumentException("an all-or-nothing batch holds new jobs and nothing else");
        }
    }

    public static Batch of(Instant now) {
        return new Batch(now, List.of(), List.of(), List.of(), List.of(), false, false);
    }

    public Batch settle(List<Settlement> all) {
        return new Batch(now, all, notes, jobs, claims, allOrNothing, repeated);
    }

    public Batch note(List<ClaimNote> all) {
        return new Batch(now, settlements, all, jobs, claims, allOrNothing, repeated);
    }

    public Batch insert(List<NewJob> all) {
        return new Batch(now, settlements, notes, all, claims, allOrNothing, repeated);
    }

    public Batch claim(List<ClaimRequest> all) {
        return new Batch(now, settlements, notes, jobs, all, allOrNothing, repeated);
    }

    public Batch withholdOnDuplicate() {
        return new Batch(now, settlements, notes, jobs, claims, true, repeated);
    }

    public Batch again() {
        return new Batch(now, settlements, notes, jobs, claims, allOrNothing, true);
    }

    public int size() {
        return settlements.size() + notes.size() + jobs.size() + claims.size();
    }
}
