package io.queuectl.core.engine;

import io.queuectl.api.JobState;
import io.queuectl.api.OldDeadLetters;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobFilter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after dead letters: how long the oldest has been dead, and, where that is asked for, tells when some have been for too long: once for those there are, and again when there are more. */
final class DeadLetterWatch implements Loop.Round {

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWatch.class);

    private final BulkMoves bulk;
    private final @Nullable DeadLetterAlarm alarm;
    private final Seams seams;

    /** Whether a look was taken. Confined to its loop, as is all below but what is volatile. */
    private boolean begun;

    /** How many were told of. */
    private long told;

    /** When the oldest died, as of the last look. */
    private volatile @Nullable Instant oldest;

    /** @param alarm {@code null} if nobody is to be told; then the first look comes after a minute, for processes that live shorter */
    DeadLetterWatch(BulkMoves bulk, @Nullable DeadLetterAlarm alarm, Seams seams) {
        this.bulk = bulk;
        this.alarm = alarm;
        this.seams = seams;
    }

    /** When the job died that has been dead for longest, if there is one. */
    @Nullable
    Instant oldest() {
        return oldest;
    }

    @Override
    public Duration run() {
        if (begun || alarm != null) {
            oldest = bulk.firstFinish(JobFilter.in(JobState.DEAD)).orElse(null);
        }
        begun = true;
        if (alarm != null) {
            look(alarm);
        }
        return LOOK;
    }

    private void look(DeadLetterAlarm alarm) {
        Duration age = alarm.age();
        long old = oldest == null
                ? 0
                : bulk.count(
                        JobFilter.in(JobState.DEAD).finishedBefore(seams.now().minus(age)));
        if (old > told) {
            LOG.warn("event=dead_letters_old jobs={} age={}; redrive or drop them", old, age);
            tell(alarm, new OldDeadLetters(old, age));
        } else if (old == 0 && told > 0) {
            LOG.info("event=dead_letters_gone age={}", age);
        }
        told = old;
    }

    private static void tell(DeadLetterAlarm alarm, OldDeadLetters old) {
        try {
            alarm.listener().accept(old);
        } catch (Throwable broken) {
            LOG.warn("event=listener_failed listener={}", alarm.listener().getClass(), broken);
        }
    }
}
