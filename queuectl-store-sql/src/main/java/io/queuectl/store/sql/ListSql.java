package io.queuectl.store.sql;

import io.queuectl.api.JobState;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The conditions and the order of a list, put together from constants. States are written out and not bound: only a literal
 * lets a planner see that a partial index holds them all.
 */
final class ListSql {

    private ListSql() {}

    static Query query(Session session, SqlText text, JobFilter filter) {
        Query query = session.handle().createQuery(session.sql(text));
        query.define("where", joined(session, conditions(filter)));
        return bindValues(query, filter);
    }

    static Query query(Session session, SqlText text, JobFilter filter, PageRequest request) {
        Query query = session.handle().createQuery(session.sql(text));
        Page.Cursor after = request.after();
        List<String> conditions = conditions(filter);
        if (after != null) {
            conditions.add(after(request.order()));
            query.bind("priority", after.priority())
                    .bind("runAt", after.runAt().toEpochMilli())
                    .bind("number", after.number());
        }
        query.define("where", joined(session, conditions)).define("order", order(request.order()));
        return bindValues(query, filter);
    }

    private static String joined(Session session, List<String> conditions) {
        return conditions.isEmpty() ? "1 = 1" : session.qualified(String.join(" AND ", conditions));
    }

    private static List<String> conditions(JobFilter filter) {
        List<String> conditions = new ArrayList<>();
        if (!filter.states().isEmpty()) {
            conditions.add(states(filter));
        }
        addIf(conditions, filter.queue(), "j.queue = :queue");
        addIf(conditions, filter.kind(), "j.kind = :kind");
        addIf(conditions, filter.finishedBefore(), "j.finished_at < :finishedBefore");
        for (int i = 0; i < filter.tags().values().size(); i++) {
            conditions.add("j.seq IN (SELECT t.seq FROM $.job_tag t WHERE t.name = :tag" + i + " AND t.text = :value"
                    + i + ")");
        }
        return conditions;
    }

    private static void addIf(List<String> conditions, @Nullable Object value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    private static String states(JobFilter filter) {
        if (filter.states().size() == 1 && !filter.states().contains(JobState.INVALID)) {
            return "j.state = " + literals(List.copyOf(filter.states()));
        }
        String known = literals(filter.states().stream().toList());
        if (!filter.states().contains(JobState.INVALID)) {
            return "j.state IN (" + known + ")";
        }
        return "(j.state IN (" + known + ") OR j.state NOT IN (" + literals(List.of(JobState.values())) + "))";
    }

    private static String literals(List<JobState> states) {
        return states.stream()
                .filter(state -> state != JobState.INVALID || states.size() == 1)
                .sorted()
                .map(state -> "'" + state.text() + "'")
                .collect(Collectors.joining(", "));
    }

    private static Query bindValues(Query query, JobFilter filter) {
        if (filter.queue() != null) {
            query.bind("queue", filter.queue().text());
        }
        if (filter.kind() != null) {
            query.bind("kind", filter.kind());
        }
        if (filter.finishedBefore() != null) {
            query.bind("finishedBefore", filter.finishedBefore().toEpochMilli());
        }
        int place = 0;
        for (Map.Entry<String, String> tag : filter.tags().values().entrySet()) {
            query.bind("tag" + place, tag.getKey()).bind("value" + place, tag.getValue());
            place++;
        }
        return query;
    }

    private static String order(PageRequest.Order order) {
        return switch (order) {
            case NEWEST_FIRST -> "j.seq DESC";
            case OLDEST_FIRST -> "j.seq";
            case CLAIM_ORDER -> "j.priority DESC, j.run_at, j.seq";
            case CLAIM_ORDER_LOWEST_FIRST -> "j.priority, j.run_at, j.seq";
        };
    }

    private static String after(PageRequest.Order order) {
        return switch (order) {
            case NEWEST_FIRST -> "j.seq < :number";
            case OLDEST_FIRST -> "j.seq > :number";
            case CLAIM_ORDER ->
                "(j.priority < :priority OR (j.priority = :priority AND (j.run_at, j.seq) > (:runAt, :number)))";
            case CLAIM_ORDER_LOWEST_FIRST ->
                "(j.priority > :priority OR (j.priority = :priority AND (j.run_at, j.seq) > (:runAt, :number)))";
        };
    }
}
