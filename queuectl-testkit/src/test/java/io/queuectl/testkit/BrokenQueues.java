package io.queuectl.testkit;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodePlaces;
import io.queuectl.core.spi.PermitBucket;
import io.queuectl.core.spi.PlaceWish;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.QueueRow;
import io.queuectl.core.spi.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Stores that break a promise about what is set for queues. */
final class BrokenQueues {

    private static final long A_WHILE_NANOS = 200_000;

    private BrokenQueues() {}

    /** Does not look at what is set. */
    static JobStore limitIgnored(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Receipt receipt = super.exchange(batch.claim(
                        batch.claims().stream().map(BrokenQueues::unmarked).toList()));
                List<Claimed> answers = new ArrayList<>();
                for (int i = 0; i < batch.claims().size(); i++) {
                    PlaceWish wish = batch.claims().get(i).places();
                    answers.add(receipt.claims().get(i).giving(wish == null ? null : (Integer) wish.wanted()));
                }
                return with(receipt, answers);
            }
        };
    }

    static JobStore pausedQueueStillClaimed(MemoryData data) {
        return seeing(data, (row, batch) -> new QueueRow(row.settings().resume(), row.bucket(), row.places()));
    }

    static JobStore permitsNeverRefilled(MemoryData data) {
        return seeing(data, (row, batch) -> {
            PermitBucket bucket = row.bucket();
            return bucket == null ? row : row.with(new PermitBucket(bucket.rate(), bucket.level(), batch.now()));
        });
    }

    /** Forgets the part of a permit that was refilled whenever it looks. */
    static JobStore partsOfPermitsForgotten(MemoryData data) {
        return seeing(data, (row, batch) -> {
            PermitBucket bucket = row.bucket();
            if (bucket == null) {
                return row;
            }
            PermitBucket refilled = bucket.refilled(batch.now());
            long part = bucket.rate().period().toMillis();
            return row.with(new PermitBucket(bucket.rate(), refilled.permits() * part, batch.now()));
        });
    }

    /** Gives permits and does not take them out of the bucket. */
    static JobStore permitsNotTaken(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Map<QueueName, QueueRow> before = new TreeMap<>(tables.queues);
                    Receipt receipt = super.exchange(batch);
                    tables.queues.putAll(before);
                    return receipt;
                });
            }
        };
    }

    /** Counts what the node runs that asks, and not what the others do. */
    static JobStore limitCountedPerNode(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Receipt rest = super.exchange(batch.claim(List.of()));
                    List<Claimed> claims = new ArrayList<>();
                    for (ClaimRequest wish : batch.claims()) {
                        claims.add(withMore(
                                tables,
                                wish.queue(),
                                runningElsewhere(tables, wish),
                                () -> super.exchange(onlyClaim(batch, wish))
                                        .claims()
                                        .get(0)));
                    }
                    return new Receipt(rest.settlements(), rest.notes(), rest.jobs(), claims);
                });
            }
        };
    }

    /** Counts in one transaction and takes in the next. */
    static JobStore limitCountedBeforeTheClaim(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Receipt rest = super.exchange(batch.claim(List.of()));
                List<Claimed> claims = new ArrayList<>();
                for (ClaimRequest wish : batch.claims()) {
                    QueueRow row = locked(tables -> tables.queues.get(wish.queue()));
                    Map<Long, Integer> held = locked(tables -> tables.held(wish));
                    LockSupport.parkNanos(A_WHILE_NANOS);
                    ClaimRequest granted = row == null
                            ? wish
                            : row.grant(wish, held, batch.now()).within(wish, false);
                    claims.add(
                            granted == null
                                    ? new Claimed(List.of(), null, true)
                                    : super.exchange(onlyClaim(batch, unmarked(granted)))
                                            .claims()
                                            .get(0));
                }
                return new Receipt(rest.settlements(), rest.notes(), rest.jobs(), claims);
            }
        };
    }

    /** Forgets at each exchange which places it gave: nodes are taken to run all they hold, and nobody to wait. */
    static JobStore placesForgotten(MemoryData data) {
        return seeing(data, (row, batch) -> new QueueRow(row.settings(), row.bucket(), NodePlaces.NONE));
    }

    /** Gives each node as many places as if it were alone. */
    static JobStore placesGivenToEach(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Receipt receipt = super.exchange(batch);
                    List<Claimed> answers = new ArrayList<>();
                    for (int i = 0; i < batch.claims().size(); i++) {
                        Claimed claimed = receipt.claims().get(i);
                        PlaceWish wish = batch.claims().get(i).places();
                        QueueRow row = tables.queues.get(batch.claims().get(i).queue());
                        Integer most = row == null ? null : row.settings().maxRunning();
                        answers.add(
                                wish == null || most == null || claimed.places() == null
                                        ? claimed
                                        : claimed.giving(Math.min(most, wish.wanted())));
                    }
                    return with(receipt, answers);
                });
            }
        };
    }

    /** Takes a node that asks to use no place any more, whatever it says. */
    static JobStore keptPlacesTakenAway(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return super.exchange(batch.claim(batch.claims().stream()
                        .map(wish -> {
                            PlaceWish places = wish.places();
                            return places == null
                                    ? wish
                                    : wish.wishing(new PlaceWish(places.held(), 0, places.wanted(), places.ahead()));
                        })
                        .toList()));
            }
        };
    }

    /** Sets what is named and forgets the rest. */
    static JobStore changeForgetsTheRest(MemoryData data) {
        return new BrokenStore(data) {
            private final QueueControl broken = new MemoryQueues(session()) {
                @Override
                public QueueSettings change(QueueName queue, UnaryOperator<QueueSettings> change, Instant now) {
                    return super.change(queue, any -> change.apply(QueueSettings.none(queue)), now);
                }
            };

            @Override
            public QueueControl queues() {
                return broken;
            }
        };
    }

    /** Never tells when the next permit comes. */
    static JobStore nextPermitUntold(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Receipt receipt = super.exchange(batch);
                return with(
                        receipt,
                        receipt.claims().stream()
                                .map(claimed -> new Claimed(claimed.claims(), null, claimed.known(), claimed.places()))
                                .toList());
            }
        };
    }

    /** Does each exchange with other rows in the place of those that were set. */
    private static JobStore seeing(MemoryData data, BiFunction<QueueRow, Batch, QueueRow> view) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Map<QueueName, QueueRow> before = new TreeMap<>(tables.queues);
                    tables.queues.replaceAll((queue, row) -> view.apply(row, batch));
                    Receipt receipt = super.exchange(batch);
                    before.forEach((queue, row) -> tables.queues.computeIfPresent(
                            queue, (any, after) -> new QueueRow(row.settings(), after.bucket(), after.places())));
                    return receipt;
                });
            }
        };
    }

    private static int runningElsewhere(MemoryData tables, ClaimRequest wish) {
        return (int) tables.all()
                .filter(job -> job.state == JobState.PROCESSING && job.queue.equals(wish.queue()))
                .filter(job -> job.held().token().epoch() != wish.epoch())
                .count();
    }

    /** Lets so many more run while the action is done. */
    private static Claimed withMore(MemoryData tables, QueueName queue, int more, Supplier<Claimed> action) {
        QueueRow row = tables.queues.get(queue);
        Integer most = row == null ? null : row.settings().maxRunning();
        if (row == null || most == null) {
            return action.get();
        }
        tables.queues.put(queue, new QueueRow(row.settings().maxRunning(most + more), row.bucket(), row.places()));
        Claimed claimed = action.get();
        tables.queues.computeIfPresent(
                queue, (any, after) -> new QueueRow(row.settings(), after.bucket(), after.places()));
        return claimed;
    }

    private static Receipt with(Receipt receipt, List<Claimed> claims) {
        return new Receipt(receipt.settlements(), receipt.notes(), receipt.jobs(), claims, receipt.released());
    }

    private static Batch onlyClaim(Batch batch, ClaimRequest wish) {
        Batch only = Batch.of(batch.now()).claim(List.of(wish));
        return batch.repeated() ? only.again() : only;
    }

    private static ClaimRequest unmarked(ClaimRequest wish) {
        return new ClaimRequest(
                wish.epoch(), wish.queue(), wish.limit(), wish.quarantined(), wish.order(), wish.firstNumber());
    }
}
