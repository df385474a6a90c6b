package io.queuectl.core.archive;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.LogEntry;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Jobs with all that their database keeps of them. One thread. */
public final class JobRecords {

    private static final int LOG_LINES = 1_000;

    /** More than a node holds. */
    private static final int MANY = 100_000;

    private final JobStore source;
    private final RandomGenerator random = new SecureRandom();

    /** What running attempts of dead nodes noted of their processes, by epoch. */
    private final Map<Long, Map<Token, String>> processes = new HashMap<>();

    public JobRecords(JobStore source) {
        this.source = source;
    }

    /** With all of it. A job that was never claimed has neither history nor log: it is not asked for them. */
    public JobRecord of(JobView job) {
        boolean claimed = job.token() != null;
        return new JobRecord(
                submission(),
                job,
                process(job),
                claimed ? source.queries().attempts(job.id()) : List.of(),
                claimed ? log(job.id()) : List.of(),
                claimed ? source.queries().output(job.id()) : JobOutput.NONE,
                source.queries().ties(job.id()));
    }

    /** About how many bytes it takes. */
    public static long size(JobRecord record) {
        long size = record.job().payload().size() + 1_000L * record.attempts().size();
        for (LogEntry entry : record.log()) {
            size += entry.line().text().length() + 50;
        }
        return size;
    }

    private long submission() {
        return Math.max(1, random.nextLong() & Long.MAX_VALUE);
    }

    private List<LogEntry> log(JobId id) {
        List<LogEntry> all = new ArrayList<>();
        List<LogEntry> some;
        do {
            long after = all.isEmpty() ? 0 : all.get(all.size() - 1).position();
            some = source.queries().logs(id, after, LOG_LINES);
            all.addAll(some);
        } while (some.size() == LOG_LINES);
        return all;
    }

    private @Nullable String process(JobView job) {
        Token token = job.token();
        if (job.state() != JobState.PROCESSING || token == null) {
            return null;
        }
        return processes.computeIfAbsent(token.epoch(), this::processesOf).get(token);
    }

    private Map<Token, String> processesOf(long epoch) {
        Map<Token, String> noted = new HashMap<>();
        for (Claim claim : source.nodes().heldBy(epoch, MANY)) {
            if (claim.process() != null) {
                noted.put(claim.token(), claim.process());
            }
        }
        return noted;
    }
}
