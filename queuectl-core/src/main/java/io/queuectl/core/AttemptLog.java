package io.queuectl.core;

import io.queuectl.api.JobId;
import io.queuectl.api.LogLine;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** The lines of one attempt out of those of its job. */
final class AttemptLog {

    static final int MOST = 10_000;

    private static final int PAGE = 1_000;

    private AttemptLog() {}

    static List<LogLine> read(JobQueries queries, JobId id, int ordinal) {
        List<LogLine> lines = new ArrayList<>();
        List<LogEntry> page = queries.logs(id, 0, PAGE);
        while (!page.isEmpty()) {
            for (LogEntry entry : page) {
                if (entry.ordinal() == ordinal && lines.size() < MOST) {
                    lines.add(entry.line());
                }
            }
            LogEntry last = page.get(page.size() - 1);
            boolean more = lines.size() < MOST && last.ordinal() <= ordinal && page.size() == PAGE;
            page = more ? queries.logs(id, last.position(), PAGE) : List.of();
        }
        return lines;
    }
}
