package io.queuectl.benchmarks.contender;

import io.queuectl.benchmarks.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;

/** Rows of JobRunr's table made of one that is there, each with an id and times of its own. */
final class JobRunrRows {

    private static final Duration SPAN = Duration.ofHours(30);

    private JobRunrRows() {}

    static void copy(Database database, DataSource source, UUID row, int count) throws SQLException {
        if (count <= 0) {
            return;
        }
        long step = Math.max(1, SPAN.toMillis() / count);
        try (Connection connection = source.getConnection()) {
            List<String> columns = columns(connection);
            String values = String.join(
                    ", ",
                    columns.stream()
                            .map(column -> value(database, column, step))
                            .toList());
            String insert = "INSERT INTO jobrunr_jobs (" + String.join(", ", columns) + ") SELECT " + values + " ";
            new FinishedRows(database, count)
                    .insert(
                            connection,
                            "jobrunr_jobs",
                            count,
                            rows -> List.of(insert + rows + ", jobrunr_jobs AS one WHERE one.id = '" + row + "'"));
        }
    }

    private static List<String> columns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM jobrunr_jobs WHERE 1 = 0")) {
            ResultSetMetaData data = rows.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(data.getColumnName(i));
            }
            return columns;
        }
    }

    private static String value(Database database, String column, long step) {
        return switch (column.toLowerCase(Locale.ROOT)) {
            case "id" -> id(database);
            case "createdat", "updatedat" -> earlier(database, "one." + column, step);
            default -> "one." + column;
        };
    }

    private static String id(Database database) {
        return switch (database) {
            case SQLITE ->
                "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)"
                        + " || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";
            case H2, H2_MEMORY -> "CAST(RANDOM_UUID() AS VARCHAR(36))";
            case POSTGRES -> "gen_random_uuid()::text";
        };
    }

    private static String earlier(Database database, String column, long step) {
        return switch (database) {
            // The driver keeps a time as its milliseconds.
            case SQLITE -> column + " - i * " + step;
            case H2, H2_MEMORY -> "DATEADD('MILLISECOND', -i * " + step + ", " + column + ")";
            case POSTGRES -> column + " - i * interval '" + step + " milliseconds'";
        };
    }
}
