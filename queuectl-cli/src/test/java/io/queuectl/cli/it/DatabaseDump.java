package io.queuectl.cli.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Everything that is in a SQLite database, as text to compare; and a way to spoil it by hand. */
final class DatabaseDump {

    private DatabaseDump() {}

    static List<String> of(Path file) {
        try (Connection connection = connect(file)) {
            List<String> lines = new ArrayList<>();
            for (String table :
                    column(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
                lines.add(table);
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\" ORDER BY 1, 2")) {
                    while (rows.next()) {
                        lines.add(line(rows));
                    }
                }
            }
            return lines;
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot dump " + file, failed);
        }
    }

    /** Changes it as a person with the sqlite3 shell would. */
    static void edit(Path file, String... statements) {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot edit " + file, failed);
        }
    }

    static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static String line(ResultSet row) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            line.append('|').append(row.getString(column));
        }
        return line.toString();
    }
}
