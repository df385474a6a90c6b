package io.queuectl.cli.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything that is in the tables of a database, as text to compare; and a way to spoil a SQLite file by hand. */
final class DatabaseDump {

    private DatabaseDump() {}

    static List<String> of(Path file) {
        return of(() -> connect(file));
    }

    static List<String> of(TestedDatabase.Connector connector) {
        try (Connection connection = connector.connect()) {
            return of(connection);
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot dump a database", failed);
        }
    }

    private static List<String> of(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String table : tables(connection)) {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
                while (row.next()) {
                    rows.add(line(row));
                }
            }
            Collections.sort(rows);
            lines.add(table);
            lines.addAll(rows);
        }
        return lines;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        Collections.sort(names);
        return names;
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

    private static String line(ResultSet row) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            line.append('|').append(row.getString(column));
        }
        return line.toString();
    }
}
