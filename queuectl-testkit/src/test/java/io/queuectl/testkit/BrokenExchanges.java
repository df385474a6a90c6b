package io.queuectl.testkit;

import io.queuectl.api.Counters;
import io.queuectl.api.JobState;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Token;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/** Stores that break a promise of the exchange. */
final class BrokenExchanges {

    private BrokenExchanges() {}

    /** Settles whatever is processing, whoever holds it. */
    static JobStore noTokenCheck(MemoryData data) {
        return altering(
                data,
                (tables, batch) -> batch.settle(batch.settlements().stream()
                        .map(settlement ->
                                withToken(settlement, currentToken(tables, settlement.number(), settlement.token())))
                        .toList()));
    }

    /** Settles by the row's number alone: whatever its state, whatever its token. */
    static JobStore idOnlyUpdate(MemoryData data) {
        return altering(data, (tables, batch) -> {
            for (Settlement settlement : batch.settlements()) {
                MemoryJob job = tables.jobs.get(settlement.number());
                if (job != null) {
                    job.state = JobState.PROCESSING;
                    job.token = settlement.token();
                }
            }
            return batch;
        });
    }

    /** Looks for jobs in one transaction and takes them in the next. */
    static JobStore nonAtomicClaim(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Receipt rest = super.exchange(batch.claim(List.of()));
                List<Claimed> claims = batch.claims().stream()
                        .map(wish -> claimInTwoSteps(this, wish, batch.now()))
                        .toList();
                return new Receipt(rest.settlements(), rest.notes(), rest.jobs(), claims);
            }
        };
    }

    static JobStore uncountedAttempts(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Receipt receipt = super.exchange(batch);
                    batch.settlements().stream()
                            .map(settlement -> tables.jobs.get(settlement.number()))
                            .filter(job -> job != null)
                            .forEach(job ->
                                    job.counters = new Counters(0, job.counters.losses(), job.counters.releases()));
                    return receipt;
                });
            }
        };
    }

    /** Answers that the last of many new jobs is in, and forgets it. */
    static JobStore droppedInsert(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Receipt receipt = super.exchange(batch);
                    if (batch.jobs().size() > 1_000) {
                        tables.remove(tables.jobs.lastEntry().getValue());
                    }
                    return receipt;
                });
            }
        };
    }

    static JobStore firstProgressStays(MemoryData data) {
        return altering(
                data,
                (tables, batch) -> batch.note(batch.notes().stream()
                        .filter(note -> !(note instanceof ClaimNote.Advance)
                                || tables.jobs.get(note.number()).output.progress() == null)
                        .toList()));
    }

    static JobStore resultOfTheFirstAttempt(MemoryData data) {
        return altering(
                data,
                (tables, batch) -> batch.note(batch.notes().stream()
                        .filter(note -> !(note instanceof ClaimNote.Result)
                                || tables.jobs.get(note.number()).output.result() == null)
                        .toList()));
    }

    static JobStore resultLostAtTheEnd(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Receipt receipt = super.exchange(batch);
                    batch.settlements().stream()
                            .map(settlement -> tables.jobs.get(settlement.number()))
                            .filter(job -> job != null)
                            .forEach(job -> job.output = JobOutput.NONE);
                    return receipt;
                });
            }
        };
    }

    /** Takes keys of all kinds for keys of one. */
    static JobStore keysAcrossKinds(MemoryData data) {
        return altering(data, (tables, batch) -> {
            for (NewJob job : batch.jobs()) {
                Unique unique = job.extras().unique();
                tables.keys.entrySet().stream()
                        .filter(key -> unique != null && key.getKey().key().equals(unique.key()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .ifPresent(key -> tables.keys.put(new MemoryKey.Place(job.kind(), unique.key()), key));
            }
            return batch;
        });
    }

    static JobStore keyNeverFreed(MemoryData data) {
        return altering(data, (tables, batch) -> {
            tables.keys.replaceAll((place, key) ->
                    new MemoryKey(key.number(), key.id(), key.unique().forever(), key.takenAt()));
            return batch;
        });
    }

    /** Forgets the keys of jobs that are gone. */
    static JobStore keyLostWithItsJob(MemoryData data) {
        return altering(data, (tables, batch) -> {
            tables.keys.values().removeIf(key -> !tables.jobs.containsKey(key.number()));
            return batch;
        });
    }

    /** Looks whether a key is held in one transaction, and takes it in the next. */
    static JobStore keyLookedUpAndTakenApart(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                boolean free = locked(tables -> batch.jobs().stream()
                        .allMatch(job -> job.extras().unique() == null
                                || tables.all().allMatch(other -> other.state.isFinished())));
                if (!free) {
                    return super.exchange(batch);
                }
                LockSupport.parkNanos(1_000_000);
                return locked(tables -> {
                    tables.keys.clear();
                    return super.exchange(batch);
                });
            }
        };
    }

    /** Takes the newest of equal jobs. */
    static JobStore lastInFirstOut(MemoryData data) {
        return picking(
                data,
                Comparator.comparing((MemoryJob job) -> job.priority)
                        .reversed()
                        .thenComparing(job -> job.runAt)
                        .thenComparing(job -> -job.number));
    }

    static JobStore earlyClaim(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Batch early = new Batch(
                        batch.now().plusMillis(1),
                        List.of(),
                        List.of(),
                        List.of(),
                        batch.claims(),
                        false,
                        batch.repeated());
                Receipt rest = super.exchange(batch.claim(List.of()));
                return new Receipt(
                        rest.settlements(),
                        rest.notes(),
                        rest.jobs(),
                        super.exchange(early).claims());
            }
        };
    }

    /** Forgets that the batch was sent before. */
    static JobStore doublyAppliedRepeat(MemoryData data) {
        return altering(
                data,
                (tables, batch) -> new Batch(
                        batch.now(),
                        batch.settlements(),
                        batch.notes(),
                        batch.jobs(),
                        batch.claims(),
                        batch.allOrNothing(),
                        false));
    }

    /** Takes jobs that were lost before like any other. */
    static JobStore ignoredQuarantine(MemoryData data) {
        return picking(data, MemoryData.claimOrder(Comparator.reverseOrder()));
    }

    static JobStore lostCancelMark(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Receipt receipt = super.exchange(batch);
                    tables.all().filter(job -> job.state.isClaimable()).forEach(job -> job.cancelRequested = false);
                    return receipt;
                });
            }
        };
    }

    /** Writes what comes before a poisonous item. */
    static JobStore halfAppliedBatch(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                if (batch.jobs().stream().anyMatch(job -> job.kind() == null)) {
                    super.exchange(batch.insert(List.of()));
                }
                return super.exchange(batch);
            }
        };
    }

    /** Lets one taken id keep the rest of the batch out. */
    static JobStore duplicateSpoilsBatch(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                boolean insertsOnly = batch.size() == batch.jobs().size();
                return super.exchange(insertsOnly ? batch.withholdOnDuplicate() : batch);
            }
        };
    }

    static JobStore forgottenSubmissions(MemoryData data) {
        return altering(data, (tables, batch) -> {
            tables.bySubmission.clear();
            return batch;
        });
    }

    /** Keeps payloads as text. */
    static JobStore payloadAsText(MemoryData data) {
        return altering(
                data,
                (tables, batch) -> batch.insert(
                        batch.jobs().stream().map(BrokenExchanges::asText).toList()));
    }

    static JobStore unfencedNotes(MemoryData data) {
        return altering(
                data,
                (tables, batch) -> batch.note(batch.notes().stream()
                        .map(note -> unfenced(tables, note))
                        .toList()));
    }

    static JobStore logBackToFront(MemoryData data) {
        return altering(
                data,
                (tables, batch) -> batch.note(
                        batch.notes().stream().map(BrokenExchanges::backToFront).toList()));
    }

    /** Settles before it notes, and so loses the last log lines. */
    static JobStore settlesFirst(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                Receipt settled = super.exchange(Batch.of(batch.now()).settle(batch.settlements()));
                Receipt rest = super.exchange(batch.settle(List.of()));
                return new Receipt(settled.settlements(), rest.notes(), rest.jobs(), rest.claims());
            }
        };
    }

    /** Lets a node claim that is not on the roster. */
    static JobStore deadNodeClaims(MemoryData data) {
        return altering(data, (tables, batch) -> {
            for (ClaimRequest wish : batch.claims()) {
                tables.roster.computeIfAbsent(
                        wish.epoch(),
                        epoch -> new MemoryNode(new JobFixtures().node().build(), batch.now()));
            }
            return batch;
        });
    }

    /** Keeps its data behind something that an interrupt of the thread closes, as a file channel is. */
    static JobStore closedByInterrupt(MemoryData data) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                if (Thread.currentThread().isInterrupted()) {
                    close();
                }
                return super.exchange(batch);
            }
        };
    }

    /** Changes the batch on its way in. */
    private static JobStore altering(MemoryData data, BiFunction<MemoryData, Batch, Batch> change) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> super.exchange(change.apply(tables, batch)));
            }
        };
    }

    /** Takes for each claim request the first of the due jobs in an order of its own. */
    private static JobStore picking(MemoryData data, Comparator<MemoryJob> order) {
        return new BrokenStore(data) {
            @Override
            public Receipt exchange(Batch batch) {
                return locked(tables -> {
                    Receipt rest = super.exchange(batch.claim(List.of()));
                    List<Claimed> claims = batch.claims().stream()
                            .map(wish -> claimPicked(tables, wish, batch.now(), order))
                            .toList();
                    return new Receipt(rest.settlements(), rest.notes(), rest.jobs(), claims);
                });
            }
        };
    }

    private static Claimed claimPicked(MemoryData tables, ClaimRequest wish, Instant now, Comparator<MemoryJob> order) {
        List<MemoryJob> picked = tables.all()
                .filter(job -> job.state.isClaimable() && job.queue.equals(wish.queue()) && !job.runAt.isAfter(now))
                .sorted(order)
                .limit(wish.numbers())
                .toList();
        return take(picked, wish, now);
    }

    private static Claimed claimInTwoSteps(BrokenStore store, ClaimRequest wish, Instant now) {
        List<MemoryJob> picked = store.locked(tables -> new MemoryClaims(tables).pick(wish, now, List.of()));
        LockSupport.parkNanos(10_000);
        return store.locked(tables -> take(picked, wish, now));
    }

    private static Claimed take(List<MemoryJob> jobs, ClaimRequest wish, Instant now) {
        List<Claim> claims = new ArrayList<>();
        for (MemoryJob job : jobs) {
            job.state = JobState.PENDING;
            job.claim(new Token(wish.epoch(), wish.firstNumber() + claims.size()), now);
            claims.add(job.held());
        }
        return new Claimed(claims, null, true);
    }

    private static Token currentToken(MemoryData tables, long number, Token claimed) {
        MemoryJob job = tables.jobs.get(number);
        return job == null || job.token == null ? claimed : job.token;
    }

    private static Settlement withToken(Settlement settlement, Token token) {
        return new Settlement(
                settlement.number(),
                settlement.queue(),
                token,
                settlement.end(),
                settlement.to(),
                settlement.runAt(),
                settlement.startedAt(),
                settlement.endedAt(),
                settlement.failure());
    }

    private static ClaimNote unfenced(MemoryData tables, ClaimNote note) {
        Token token = currentToken(tables, note.number(), note.token());
        if (note instanceof ClaimNote.Log log) {
            return new ClaimNote.Log(log.number(), token, log.lines());
        }
        if (note instanceof ClaimNote.Spawn spawn) {
            return new ClaimNote.Spawn(spawn.number(), token, spawn.process());
        }
        return new ClaimNote.Extend(note.number(), token, ((ClaimNote.Extend) note).until());
    }

    private static NewJob asText(NewJob job) {
        return new NewJob(
                job.submission(),
                job.id(),
                job.kind(),
                job.queue(),
                job.priority(),
                job.runAt(),
                Payload.of(job.payload().text()),
                job.limits());
    }

    private static ClaimNote backToFront(ClaimNote note) {
        if (note instanceof ClaimNote.Log log) {
            List<LogLine> lines = new ArrayList<>(log.lines());
            Collections.reverse(lines);
            return new ClaimNote.Log(log.number(), log.token(), lines);
        }
        return note;
    }
}
