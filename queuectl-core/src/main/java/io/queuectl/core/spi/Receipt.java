package io.queuectl.core.spi;

import java.util.List;

/** What became of a batch: one answer per item, each list in the order of its batch. */
public record Receipt(List<Settled> settlements, List<Settled> notes, List<Insertion> jobs, List<Claimed> claims) {

    public Receipt {
        settlements = List.copyOf(settlements);
        notes = List.copyOf(notes);
        jobs = List.copyOf(jobs);
        claims = List.copyOf(claims);
    }
}
