package io.queuectl.store.sql;

import io.queuectl.api.QueueName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The jobs that a transaction completes, queue by queue, to be written with it: what is completed is counted when it comes, because nothing else grows
 * without end. Where jobs are deleted the database or {@link AdminSql#UNTALLY} takes them off again.
 */
final class Tally {

    private final Map<QueueName, Integer> completed = new TreeMap<>();

    void add(QueueName queue) {
        completed.merge(queue, 1, Integer::sum);
    }

    /** One statement a queue, all in one round trip; another only for a queue that has nothing yet to add to. */
    void write(Session session) throws SQLException {
        if (completed.isEmpty()) {
            return;
        }
        List<QueueName> queues = new ArrayList<>(completed.keySet());
        int[] rows = write(session, ExchangeSql.TALLY, queues);
        List<QueueName> anew = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == 0) {
                anew.add(queues.get(i));
            }
        }
        if (!anew.isEmpty()) {
            write(session, ExchangeSql.TALLY_ANEW, anew);
        }
    }

    private int[] write(Session session, ExchangeSql sql, List<QueueName> queues) throws SQLException {
        PreparedStatement statement = session.hot(sql);
        for (QueueName queue : queues) {
            statement.setLong(1, completed.getOrDefault(queue, 0));
            statement.setString(2, queue.text());
            statement.addBatch();
        }
        return statement.executeBatch();
    }
}
