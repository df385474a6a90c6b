package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How much the attempts of a job wrote, as far as it is kept. */
record LogSize(long lines, long bytes) {

    private static final int PAGE = 1_000;

    static LogSize of(JobId id, JobQueries queries) {
        long lines = 0;
        long bytes = 0;
        long position = 0;
        List<LogEntry> page;
        do {
            page = queries.logs(id, position, PAGE);
            for (LogEntry entry : page) {
                lines++;
                bytes += entry.line().text().getBytes(StandardCharsets.UTF_8).length + 1;
                position = entry.position();
            }
        } while (page.size() == PAGE);
        return new LogSize(lines, bytes);
    }
}
