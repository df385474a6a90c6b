package io.queuectl.cli.command;

import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import java.util.function.Consumer;

/** Walks through a list of jobs page by page, in bounded memory. */
final class JobPages {

    /** No limit. */
    static final long ALL = Long.MAX_VALUE;

    private JobPages() {}

    /** Hands on the first {@code limit} jobs; answers whether there are more. */
    static boolean each(
            JobQueries queries, JobFilter filter, PageRequest.Order order, long limit, Consumer<JobView> taker) {
        long left = limit;
        Page page = queries.list(filter, PageRequest.first(order, size(left)));
        while (true) {
            page.jobs().forEach(taker);
            left -= page.jobs().size();
            Page.Cursor next = page.next();
            if (next == null || left <= 0) {
                return next != null;
            }
            page = queries.list(filter, new PageRequest(order, size(left), next));
        }
    }

    private static int size(long left) {
        return (int) Math.min(left, PageRequest.MAX_LIMIT);
    }
}
