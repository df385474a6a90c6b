package io.queuectl.core.engine;

import io.queuectl.api.JobState;
import io.queuectl.api.OldDeadLetters;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobFilter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when jobs have been dead for too long: once for those there are, and again when there are more. Confined to its loop. */
final class DeadLetterWatch implements Loop.Round {

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWatch.class);

    private final BulkMoves bulk;
    private final DeadLetterAlarm alarm;
    private final Seams seams;

    /** How many were told of. */
    private long told;

    DeadLetterWatch(BulkMoves bulk, DeadLetterAlarm alarm, Seams seams) {
        this.bulk = bulk;
        this.alarm = alarm;
        this.seams = seams;
    }

    @Override
    public Duration run() {
        Duration age = alarm.age();
        long old = bulk.count(
                JobFilter.in(JobState.DEAD).finishedBefore(seams.now().minus(age)));
        if (old > told) {
            LOG.warn("event=dead_letters_old jobs={} age={}; redrive or drop them", old, age);
            tell(new OldDeadLetters(old, age));
        } else if (old == 0 && told > 0) {
            LOG.info("event=dead_letters_gone age={}", age);
        }
        told = old;
        return LOOK;
    }

    private void tell(OldDeadLetters old) {
        try {
            alarm.listener().accept(old);
        } catch (Throwable broken) {
            LOG.warn("event=listener_failed listener={}", alarm.listener().getClass(), broken);
        }
    }
}
