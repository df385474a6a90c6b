package io.queuectl.store.postgres;

import io.queuectl.core.spi.Examination.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a server says of itself: whether commits are safe, and whether the indexes are whole. */
final class ServerLook {

    private ServerLook() {}

    static List<Finding> at(Connection connection, String schema) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.info("version", "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion()));
        for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            String value = text(connection, "SHOW " + name);
            findings.add(
                    value.equals("off")
                            ? Finding.warning(
                                    "durability",
                                    name + " is off: a crash of the server may lose acknowledged jobs"
                                            + (name.equals("synchronous_commit") ? "" : ", or damage the database"),
                                    "switch " + name + " on")
                            : Finding.info("durability", name + "=" + value));
        }
        for (String index : invalid(connection, schema)) {
            findings.add(
                    Finding.error("invalid-index", "the index " + index + " is not valid", "REINDEX INDEX " + index));
        }
        return findings;
    }

    private static List<String> invalid(Connection connection, String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT CAST(i.indexrelid AS regclass)
                FROM pg_index i
                INNER JOIN pg_class c ON c.oid = i.indrelid
                INNER JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND NOT i.indisvalid
                ORDER BY 1""")) {
            select.setString(1, schema);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
