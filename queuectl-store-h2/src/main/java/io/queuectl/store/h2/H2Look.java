package io.queuectl.store.h2;

import io.queuectl.core.spi.Examination.Finding;
import io.queuectl.store.sql.FileLook;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What H2 says of its database, and what can be seen of its file from outside. H2 has no check of its own: every row is read instead. */
final class H2Look {

    private H2Look() {}

    /** @param file {@code null} where a server keeps it */
    static List<Finding> at(@Nullable Path file, H2Facts facts, Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.info("sound", "each of " + rows(connection) + " rows can be read"));
        findings.add(Finding.info("version", "H2 " + facts.version()));
        findings.add(Finding.info("durability", facts.durability()));
        if (file != null) {
            findings.addAll(FileLook.at(file));
        }
        return findings;
    }

    /** As a script: it asks for each value of each row. */
    static long rows(Connection connection) throws SQLException {
        long rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SCRIPT NOPASSWORDS NOSETTINGS")) {
            while (row.next()) {
                rows += row.getString(1).startsWith("INSERT") ? 1 : 0;
            }
        }
        return rows;
    }
}
