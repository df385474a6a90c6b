package io.queuectl.core.engine;

import io.queuectl.api.JobState;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobFilter;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes finished jobs that are older than their retention, a bounded number at a time. Confined to its loop. */
final class Pruner implements Loop.Round {

    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration BETWEEN_CHUNKS = Duration.ofMillis(50);
    private static final int CHUNK = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);

    private final JobAdmin admin;
    private final Map<JobState, Duration> retention;
    private final Seams seams;

    Pruner(Engine.Parts parts) {
        this.admin = parts.store().admin();
        this.retention = parts.config().retention();
        this.seams = parts.seams();
    }

    @Override
    public Duration run() {
        boolean more = false;
        for (Map.Entry<JobState, Duration> rule : retention.entrySet()) {
            JobFilter old =
                    JobFilter.in(rule.getKey()).finishedBefore(seams.now().minus(rule.getValue()));
            int deleted = admin.deleteAll(old, CHUNK);
            more |= deleted == CHUNK;
            if (deleted > 0) {
                LOG.info("event=pruned state={} jobs={}", rule.getKey().text(), deleted);
            }
        }
        return more ? BETWEEN_CHUNKS : SWEEP;
    }
}
