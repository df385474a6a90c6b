package io.queuectl.core.spi;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list.
 *
 * @param limit 1 to {@value #MAX_LIMIT}
 * @param after where the page before ended, from {@link Page#next()}, or {@code null} for the first
 */
public record PageRequest(Order order, int limit, Page.@Nullable Cursor after) {

    public static final int MAX_LIMIT = 1_000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("page limit " + limit + " is not within 1 to " + MAX_LIMIT);
        }
    }

    public static PageRequest first(Order order, int limit) {
        return new PageRequest(order, limit, null);
    }

    /** The page that starts where another one ended. */
    public PageRequest startingAfter(Page.Cursor end) {
        return new PageRequest(order, limit, end);
    }

    /** In which order a list comes. */
    public enum Order {
        /** By number, descending. */
        NEWEST_FIRST,
        /** By number, ascending. */
        OLDEST_FIRST,
        /** Priority descending, due time, number: as workers take them within a queue. */
        CLAIM_ORDER,
        /** Priority ascending, due time, number: as workers take them that serve the lowest priority first. */
        CLAIM_ORDER_LOWEST_FIRST;

        /** Which of two jobs comes first. */
        public Comparator<Page.Cursor> comparator() {
            Comparator<Page.Cursor> byNumber = Comparator.comparing(Page.Cursor::number);
            Comparator<Page.Cursor> byPriority = Comparator.comparing(Page.Cursor::priority);
            return switch (this) {
                case NEWEST_FIRST -> byNumber.reversed();
                case OLDEST_FIRST -> byNumber;
                case CLAIM_ORDER ->
                    byPriority.reversed().thenComparing(Page.Cursor::runAt).thenComparing(byNumber);
                case CLAIM_ORDER_LOWEST_FIRST ->
                    byPriority.thenComparing(Page.Cursor::runAt).thenComparing(byNumber);
            };
        }
    }
}
