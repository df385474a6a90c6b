package io.queuectl.testkit;

import io.queuectl.api.IfFailed;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Receipt;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Stores that let jobs wait for others, each in a wrong way. */
final class BrokenWaits {

    private BrokenWaits() {}

    /** Lets go of a job with the first of those it waits for. */
    static JobStore releasedByTheFirstParent(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Receipt receipt = super.exchange(batch);
                locked(tables -> {
                    tables.after.forEach((child, parents) -> {
                        MemoryJob job = tables.jobs.get(child);
                        if (job != null
                                && job.state == JobState.BLOCKED
                                && parents.keySet().stream()
                                        .anyMatch(parent -> tables.jobs.get(parent).state == JobState.COMPLETED)) {
                            job.release();
                        }
                    });
                    return null;
                });
                return receipt;
            }
        };
    }

    /** Goes on without parents that failed, whatever the rule. */
    static JobStore everyEndIsGood(MemoryData data) {
        return ruling(data, edge -> new MemoryAfter.Edge(IfFailed.CONTINUE, edge.met()));
    }

    /** Forgets that a parent was gone on without, and waits for it again. */
    static JobStore metIsForgotten(MemoryData data) {
        return ruling(data, edge -> new MemoryAfter.Edge(edge.rule(), false));
    }

    private static JobStore ruling(MemoryData data, UnaryOperator<MemoryAfter.Edge> change) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                locked(tables -> {
                    for (Map<Long, MemoryAfter.Edge> parents : tables.after.values()) {
                        parents.replaceAll((parent, edge) -> change.apply(edge));
                    }
                    return null;
                });
                return super.exchange(batch);
            }
        };
    }

    /** Looks whether the parents are over in one transaction, and begins to wait for them in the next. */
    static JobStore lookedAtAndWaitedForApart(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                boolean waits =
                        batch.jobs().stream().anyMatch(job -> !job.after().isEmpty());
                if (!waits) {
                    return super.exchange(batch);
                }
                Set<Long> open = locked(tables -> Set.copyOf(tables.all()
                        .filter(job -> !job.state.isFinished())
                        .map(job -> job.number)
                        .toList()));
                Receipt receipt = super.exchange(batch);
                locked(tables -> {
                    batch.jobs().forEach(job -> blockBlindly(tables, tables.bySubmission.get(job.submission()), open));
                    return null;
                });
                return receipt;
            }
        };
    }

    private static void blockBlindly(MemoryData tables, MemoryJob child, Set<Long> open) {
        boolean waits = tables.after.getOrDefault(child.number, Map.of()).keySet().stream()
                .anyMatch(open::contains);
        if (waits && child.state == JobState.PENDING) {
            child.block();
        }
    }

    /** Lets members of a group run though it has no place for them. */
    static JobStore noPlaceIsNeeded(MemoryData data) {
        return after(
                data,
                tables -> tables.groups
                        .values()
                        .forEach(group -> group.waiting.stream()
                                .map(number -> tables.jobs.get(number))
                                .filter(job -> job.state == JobState.BLOCKED)
                                .forEach(MemoryJob::release)));
    }

    /** Gives the place of a job that is to be retried to the next. */
    static JobStore aRetryLosesItsPlace(MemoryData data) {
        return after(
                data,
                tables -> tables.all()
                        .filter(job -> job.state == JobState.FAILED)
                        .toList()
                        .forEach(job -> MemoryGroup.leave(tables, job).forEach(MemoryJob::release)));
    }

    private static JobStore after(MemoryData data, Consumer<MemoryData> change) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Receipt receipt = super.exchange(batch);
                locked(tables -> {
                    change.accept(tables);
                    return null;
                });
                return receipt;
            }
        };
    }

    /** Lets go, and does not say of whom. */
    static JobStore nobodyIsTold(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Receipt receipt = super.exchange(batch);
                return new Receipt(
                        receipt.settlements(), receipt.notes(), receipt.jobs(), receipt.claims(), Set.<QueueName>of());
            }
        };
    }
}
