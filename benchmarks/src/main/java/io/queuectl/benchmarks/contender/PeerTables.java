package io.queuectl.benchmarks.contender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What peers need that do not make their tables themselves, and how to count in them. */
final class PeerTables {

    private PeerTables() {}

    /** Runs a script from the class path: statements that end with a semicolon at the end of a line, comments in lines of their own. */
    static void run(DataSource source, String resource) throws IOException, SQLException {
        String script;
        try (InputStream stream = PeerTables.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IOException("no " + resource + " on the class path");
            }
            script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String text : script.replaceAll("(?m)^\\s*--.*$", "").split(";\\s*(\\R|$)")) {
                if (!text.isBlank() && !text.strip().equalsIgnoreCase("COMMIT")) {
                    statement.execute(text);
                }
            }
        }
    }

    static long count(DataSource source, String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
