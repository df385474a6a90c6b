package io.queuectl.testkit.app;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The jobs of a test, all of them, and how a failure message lists them. */
final class JobList {

    private static final int MOST_LISTED = 20;
    private static final int LONGEST_PAYLOAD = 100;

    private JobList() {}

    /** Jobs in any of those states, or in any at all, by number. */
    static List<JobView> all(JobQueries queries, JobState... states) {
        List<JobView> jobs = new ArrayList<>();
        PageRequest request = PageRequest.first(PageRequest.Order.OLDEST_FIRST, PageRequest.MAX_LIMIT);
        Page.@Nullable Cursor next;
        do {
            Page page = queries.list(JobFilter.in(states), request);
            jobs.addAll(page.jobs());
            next = page.next();
            request = next == null ? request : request.startingAfter(next);
        } while (next != null);
        return jobs;
    }

    /** What there is, for a message that says what was expected. */
    static String describe(JobQueries queries) {
        return describe(all(queries));
    }

    static String describe(List<JobView> jobs) {
        if (jobs.isEmpty()) {
            return "there are no jobs";
        }
        String listed =
                jobs.stream().limit(MOST_LISTED).map(job -> "\n  " + line(job)).collect(Collectors.joining());
        String rest = jobs.size() > MOST_LISTED ? "\n  and " + (jobs.size() - MOST_LISTED) + " more" : "";
        return (jobs.size() == 1 ? "there is one job:" : "there are " + jobs.size() + " jobs:") + listed + rest;
    }

    /** One job on one line. */
    static String line(JobView job) {
        String error = job.error() == null ? "" : " error=\"" + job.error() + "\"";
        return String.format(
                Locale.ROOT,
                "id=%s kind=%s queue=%s state=%s priority=%d attempts=%d losses=%d due=%s payload=%s%s",
                job.id(),
                job.kind(),
                job.queue(),
                job.state().text(),
                job.priority(),
                job.counters().attempts(),
                job.counters().losses(),
                job.runAt(),
                payload(job),
                error);
    }

    private static String payload(JobView job) {
        String text = job.payload().text();
        boolean readable = text.chars().allMatch(sign -> sign != 0xFFFD && !Character.isISOControl(sign));
        if (!readable) {
            return "<" + job.payload().size() + " bytes>";
        }
        return text.length() <= LONGEST_PAYLOAD
                ? "\"" + text + "\""
                : "\"" + text.substring(0, LONGEST_PAYLOAD) + "…\"";
    }
}
