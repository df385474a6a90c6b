package io.queuectl.testkit.store;

import io.queuectl.core.spi.JobStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A SQL store's fixture that fails a test after which the tally of completed jobs is not that of the rows. A store that counts its rows where the two
 * differ answers right all the same, so that nothing else would show it.
 *
 * @param connecting to the database, its tables found without a qualifier
 */
public record TalliedFixture(StoreFixture fixture, Connecting connecting) implements StoreFixture {

    private static final String TALLY =
            "SELECT queue || ' ' || SUM(jobs) FROM tally GROUP BY queue HAVING SUM(jobs) <> 0 ORDER BY queue";

    private static final String ROWS =
            "SELECT queue || ' ' || COUNT(*) FROM job WHERE state = 'completed' GROUP BY queue ORDER BY queue";

    @Override
    public JobStore open() {
        return fixture.open();
    }

    @Override
    public boolean keepsItsData() {
        return fixture.keepsItsData();
    }

    @Override
    public boolean letsJobsWait() {
        return fixture.letsJobsWait();
    }

    @Override
    public void close() {
        try (fixture;
                Connection connection = connecting.connect()) {
            List<String> tally = column(connection, TALLY);
            List<String> rows = column(connection, ROWS);
            if (!tally.equals(rows)) {
                throw new AssertionError("the tally of completed jobs is " + tally + ", their rows are " + rows);
            }
        } catch (SQLException e) {
            throw new AssertionError("the tally could not be read", e);
        }
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Opens a connection. */
    @FunctionalInterface
    public interface Connecting {
        Connection connect() throws SQLException;
    }
}
