package io.queuectl.testkit;

import io.queuectl.api.Group;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Restored;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Stores that tie restored jobs to others, each in a wrong way. */
final class BrokenTies {

    private BrokenTies() {}

    /** Restores jobs and leaves what ties them behind. */
    static JobStore tiesNotRestored(MemoryData data) {
        return restoring(
                data,
                record -> new JobRecord(
                        record.submission(),
                        record.job(),
                        record.process(),
                        record.attempts(),
                        record.log(),
                        record.output()));
    }

    /** Does not ask whether the parents of a job are there. */
    static JobStore orphansRestored(MemoryData data) {
        return restoring(data, record -> record.without(wait -> true, Instant.EPOCH));
    }

    private static JobStore restoring(MemoryData data, UnaryOperator<JobRecord> change) {
        return new BrokenStore(data) {
            private final JobAdmin broken = new MemoryAdmin(session()) {
                @Override
                public List<Restored> restore(List<JobRecord> jobs) {
                    return super.restore(jobs.stream().map(change).toList());
                }
            };

            @Override
            public JobAdmin admin() {
                return broken;
            }
        };
    }

    /** Makes a group larger for those that come, and forgets those that wait. */
    static JobStore roomForNewcomersOnly(MemoryData data) {
        return new BrokenStore(data) {
            private final QueueControl broken = new MemoryQueues(session()) {
                @Override
                public boolean resize(Group group) {
                    return session().answer(tables -> {
                        MemoryGroup places = tables.groups.get(group.key());
                        if (places != null) {
                            places.atMost = group.atMost();
                        }
                        return places != null;
                    });
                }
            };

            @Override
            public QueueControl queues() {
                return broken;
            }
        };
    }
}
