package io.queuectl.testkit;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Tags;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeSignals;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Restored;
import io.queuectl.core.spi.StopMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Stores that break a promise of the roster, the operator's moves or the read side. */
final class BrokenSides {

    private BrokenSides() {}

    /** Does not find again which attempts failed before it was opened. */
    static JobStore forgetfulOpening(MemoryData data) {
        data.all().forEach(job -> job.history.clear());
        return new BrokenStore(data);
    }

    /** Takes back what a dead node had finished. */
    static JobStore reaperRevertsCompleted(MemoryData data) {
        return withNodes(data, session -> new MemoryNodes(session) {
            @Override
            public boolean declareDead(long epoch, long seenBeat) {
                boolean dead = super.declareDead(epoch, seenBeat);
                session.run(tables -> tables.all()
                        .filter(job -> job.state == JobState.COMPLETED)
                        .filter(job -> job.token != null && job.token.epoch() == epoch)
                        .forEach(job -> job.state = JobState.PENDING));
                return dead;
            }
        });
    }

    /** Lets whoever renews be on the roster. */
    static JobStore heartbeatIgnoresEpoch(MemoryData data) {
        return withNodes(data, session -> new MemoryNodes(session) {
            @Override
            public NodeSignals renew(long epoch, Instant now) {
                NodeSignals signals = super.renew(epoch, now);
                return signals.known() ? signals : new NodeSignals(true, null, List.of());
            }
        });
    }

    /** Renews every node at once. */
    static JobStore heartbeatOfOneRenewsAll(MemoryData data) {
        return withNodes(data, session -> new MemoryNodes(session) {
            @Override
            public NodeSignals renew(long epoch, Instant now) {
                for (NodeView node : roster()) {
                    if (node.info().epoch() != epoch) {
                        super.renew(node.info().epoch(), now);
                    }
                }
                return super.renew(epoch, now);
            }
        });
    }

    /** Declares dead without looking at the beat. */
    static JobStore deathWithoutALook(MemoryData data) {
        return withNodes(data, session -> new MemoryNodes(session) {
            @Override
            public boolean declareDead(long epoch, long seenBeat) {
                return session.answer(tables -> tables.roster.remove(epoch) != null);
            }
        });
    }

    static JobStore livingOrphans(MemoryData data) {
        return withNodes(data, session -> new MemoryNodes(session) {
            @Override
            public List<Claim> orphans(int limit) {
                return session.answer(tables -> tables.all()
                        .filter(job -> job.state == JobState.PROCESSING)
                        .limit(limit)
                        .map(MemoryJob::held)
                        .toList());
            }
        });
    }

    /** Lets the last wish about stopping win. */
    static JobStore drainOverridesNow(MemoryData data) {
        return withNodes(data, session -> new MemoryNodes(session) {
            @Override
            public boolean requestStop(long epoch, StopMode mode) {
                session.run(tables -> {
                    MemoryNode node = tables.roster.get(epoch);
                    if (node != null) {
                        tables.roster.put(
                                epoch,
                                new MemoryNode(node.view().info(), node.view().joinedAt()));
                    }
                });
                return super.requestStop(epoch, mode);
            }
        });
    }

    /** Finds whatever carries one of the values, under whatever name. */
    static JobStore tagsOfOthers(MemoryData data) {
        return withQueries(data, session -> new MemoryQueries(session) {
            @Override
            public Page list(JobFilter filter, PageRequest request) {
                Page all = super.list(filter.tags(Tags.NONE), request);
                return new Page(
                        all.jobs().stream()
                                .filter(job -> job.tags()
                                        .values()
                                        .values()
                                        .containsAll(filter.tags().values().values()))
                                .toList(),
                        all.next());
            }
        });
    }

    static JobStore outputNotRestored(MemoryData data) {
        return withAdmin(data, session -> new MemoryAdmin(session) {
            @Override
            public List<Restored> restore(List<JobRecord> jobs) {
                return super.restore(jobs.stream()
                        .map(record -> new JobRecord(
                                record.submission(), record.job(), record.process(), record.attempts(), record.log()))
                        .toList());
            }
        });
    }

    static JobStore requeueKeepsCounters(MemoryData data) {
        return withAdmin(data, session -> new MemoryAdmin(session) {
            @Override
            public AdminAnswer requeue(JobId id, Instant now) {
                return session.answer(tables -> {
                    MemoryJob job = tables.byId.get(id);
                    Counters before = job == null ? null : job.counters;
                    AdminAnswer answer = super.requeue(id, now);
                    if (job != null && before != null) {
                        job.counters = before;
                    }
                    return answer;
                });
            }
        });
    }

    /** Requeues completed jobs, too. */
    static JobStore requeueOfCompleted(MemoryData data) {
        return withAdmin(data, session -> new MemoryAdmin(session) {
            @Override
            public AdminAnswer requeue(JobId id, Instant now) {
                return session.answer(tables -> {
                    MemoryJob job = tables.byId.get(id);
                    if (job != null && job.state == JobState.COMPLETED) {
                        job.state = JobState.DEAD;
                    }
                    return super.requeue(id, now);
                });
            }
        });
    }

    /** Cancels what runs at once instead of asking its node. */
    static JobStore cancelSnatches(MemoryData data) {
        return withAdmin(data, session -> new MemoryAdmin(session) {
            @Override
            public AdminAnswer cancel(JobId id, Instant now) {
                return session.answer(tables -> {
                    MemoryJob job = tables.byId.get(id);
                    if (job != null && job.state == JobState.PROCESSING) {
                        job.cancel(now);
                        return AdminAnswer.requested();
                    }
                    return super.cancel(id, now);
                });
            }
        });
    }

    /** Puts what comes in the place of what was there. */
    static JobStore restoreOverwrites(MemoryData data) {
        return withAdmin(data, session -> new MemoryAdmin(session) {
            @Override
            public List<Restored> restore(List<JobRecord> jobs) {
                return session.answer(tables -> {
                    List<Restored> answers = new ArrayList<>();
                    for (JobRecord record : jobs) {
                        MemoryJob old = tables.byId.get(record.job().id());
                        if (old != null) {
                            tables.remove(old);
                        }
                        answers.addAll(super.restore(List.of(record)));
                    }
                    return answers;
                });
            }
        });
    }

    /** Takes any job of that id for the same one. */
    static JobStore restoreTakesAnyJobForTheSame(MemoryData data) {
        return withAdmin(data, session -> new MemoryAdmin(session) {
            @Override
            public List<Restored> restore(List<JobRecord> jobs) {
                return super.restore(jobs).stream()
                        .map(answer -> answer.kind() == Restored.Kind.TAKEN
                                ? new Restored(Restored.Kind.ALREADY_THERE, answer.state())
                                : answer)
                        .toList();
            }
        });
    }

    static JobStore restoreForgetsHistory(MemoryData data) {
        return withAdmin(data, session -> new MemoryAdmin(session) {
            @Override
            public List<Restored> restore(List<JobRecord> jobs) {
                return super.restore(jobs.stream()
                        .map(record -> new JobRecord(record.submission(), record.job(), null, List.of(), record.log()))
                        .toList());
            }
        });
    }

    /** Starts each page one row too late. */
    static JobStore pagingWithAGap(MemoryData data) {
        return withQueries(data, session -> new MemoryQueries(session) {
            @Override
            public Page list(JobFilter filter, PageRequest request) {
                if (request.after() == null) {
                    return super.list(filter, request);
                }
                Page skipped = super.list(filter, new PageRequest(request.order(), 1, request.after()));
                return skipped.next() == null ? skipped : super.list(filter, request.startingAfter(skipped.next()));
            }
        });
    }

    /** Pages by the due time alone, and so forgets the equals of the last row. */
    static JobStore cursorWithoutTieBreak(MemoryData data) {
        return withQueries(data, session -> new MemoryQueries(session) {
            @Override
            public Page list(JobFilter filter, PageRequest request) {
                Page.Cursor after = request.after();
                return super.list(
                        filter,
                        after == null
                                ? request
                                : request.startingAfter(
                                        new Page.Cursor(after.priority(), after.runAt(), Long.MAX_VALUE)));
            }
        });
    }

    private static JobStore withNodes(MemoryData data, Function<MemorySession, NodeStore> nodes) {
        return new BrokenStore(data) {
            private final NodeStore broken = nodes.apply(session());

            @Override
            public NodeStore nodes() {
                return broken;
            }
        };
    }

    private static JobStore withAdmin(MemoryData data, Function<MemorySession, JobAdmin> admin) {
        return new BrokenStore(data) {
            private final JobAdmin broken = admin.apply(session());

            @Override
            public JobAdmin admin() {
                return broken;
            }
        };
    }

    private static JobStore withQueries(MemoryData data, Function<MemorySession, JobQueries> queries) {
        return new BrokenStore(data) {
            private final JobQueries broken = queries.apply(session());

            @Override
            public JobQueries queries() {
                return broken;
            }
        };
    }
}
