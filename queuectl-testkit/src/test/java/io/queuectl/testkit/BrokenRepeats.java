package io.queuectl.testkit;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Stores that take a batch for sent once too often, or once too seldom, when it comes again after a lost reply. */
final class BrokenRepeats {

    private BrokenRepeats() {}

    /** Writes the jobs of a repeated batch a second time. */
    static JobStore insertedTwice(MemoryData data) {
        AtomicLong fresh = new AtomicLong(1);
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return super.exchange(batch.repeated() ? batch.insert(renewed(batch.jobs(), fresh)) : batch);
            }
        };
    }

    /** Counts a settlement that comes again. */
    static JobStore countedTwice(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Receipt receipt = super.exchange(batch);
                    for (int i = 0; i < batch.settlements().size(); i++) {
                        if (receipt.settlements().get(i) == Settled.ALREADY_APPLIED) {
                            count(tables, batch.settlements().get(i));
                        }
                    }
                    return receipt;
                });
            }
        };
    }

    /** Takes it for granted that a repeated batch arrived the first time. */
    static JobStore presumedApplied(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return batch.repeated() ? presumed(batch) : super.exchange(batch);
            }
        };
    }

    /** Takes the jobs of a repeated batch back, for having been written without an answer, and forgets to write them again. */
    static JobStore takenBack(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    List<MemoryJob> unanswered = batch.repeated()
                            ? batch.jobs().stream()
                                    .map(job -> tables.bySubmission.get(job.submission()))
                                    .filter(job -> job != null && job.state.isClaimable())
                                    .toList()
                            : List.of();
                    Receipt receipt = super.exchange(batch);
                    unanswered.stream().filter(job -> job.state.isClaimable()).forEach(tables::remove);
                    return receipt;
                });
            }
        };
    }

    private static List<NewJob> renewed(List<NewJob> jobs, AtomicLong fresh) {
        return jobs.stream()
                .map(job -> new NewJob(
                        fresh.getAndIncrement(),
                        job.id(),
                        job.kind(),
                        job.queue(),
                        job.priority(),
                        job.runAt(),
                        job.payload(),
                        job.limits()))
                .toList();
    }

    private static void count(MemoryData tables, Settlement settlement) {
        MemoryJob job = tables.jobs.get(settlement.number());
        if (job != null) {
            job.counters = job.counters.plus(AttemptEnd.FAILED);
        }
    }

    private static Receipt presumed(Batch batch) {
        return new Receipt(
                batch.settlements().stream().map(any -> Settled.ALREADY_APPLIED).toList(),
                batch.notes().stream().map(any -> Settled.ALREADY_APPLIED).toList(),
                batch.jobs().stream()
                        .<Insertion>map(job -> new Insertion.Inserted(job.id() == null ? JobId.of("1") : job.id()))
                        .toList(),
                batch.claims().stream()
                        .map(any -> new Claimed(List.of(), null, true))
                        .toList());
    }
}
