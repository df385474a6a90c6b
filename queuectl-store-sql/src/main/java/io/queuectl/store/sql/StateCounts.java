package io.queuectl.store.sql;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.StateCount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many jobs there are of each queue and state. What the {@link Tally} and the indexes say is taken where it adds up to all the jobs there are, or
 * where the database cannot say cheaply how many those are; after a hand that changed rows past both, all rows are counted.
 */
final class StateCounts {

    private static final long UNKNOWN = -1;

    private final Map<QueueName, Map<JobState, Long>> counts = new TreeMap<>();
    private long all = UNKNOWN;

    private StateCounts() {}

    static List<StateCount> read(Session session) throws SQLException {
        StateCounts told = told(session);
        return (told.addsUp() ? told : ofRows(session)).list();
    }

    private static StateCounts told(Session session) throws SQLException {
        StateCounts told = new StateCounts();
        try (ResultSet row = session.hot(QuerySql.COUNTS).executeQuery()) {
            while (row.next()) {
                told.hear(row);
            }
        }
        return told;
    }

    private void hear(ResultSet row) throws SQLException {
        String queue = row.getString(1);
        long jobs = row.getLong(3);
        if (queue == null) {
            all = jobs;
            return;
        }
        JobState state = JobState.ofText(row.getString(2));
        add(queue, state, jobs);
        if (state == JobState.FAILED) {
            add(queue, JobState.PENDING, -jobs);
        }
    }

    private static StateCounts ofRows(Session session) throws SQLException {
        StateCounts counts = new StateCounts();
        try (ResultSet row = session.hot(QuerySql.COUNTS_OF_ROWS).executeQuery()) {
            while (row.next()) {
                counts.add(row.getString(1), JobState.ofText(row.getString(2)), row.getLong(3));
            }
        }
        return counts;
    }

    private void add(String queue, JobState state, long jobs) {
        counts.computeIfAbsent(SqlQueries.queue(queue).orElse(QueueName.DEFAULT), name -> new TreeMap<>())
                .merge(state, jobs, Long::sum);
    }

    private boolean addsUp() {
        long sum = list().stream().mapToLong(StateCount::count).sum();
        return all == UNKNOWN || sum == all;
    }

    private List<StateCount> list() {
        List<StateCount> list = new ArrayList<>();
        counts.forEach((queue, states) -> states.forEach((state, count) -> {
            if (count > 0) {
                list.add(new StateCount(queue, state, count));
            }
        }));
        return list;
    }
}
