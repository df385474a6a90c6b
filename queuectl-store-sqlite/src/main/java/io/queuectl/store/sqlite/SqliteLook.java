package io.queuectl.store.sqlite;

import io.queuectl.core.spi.Examination.Finding;
import io.queuectl.store.sql.FileLook;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What SQLite says of its file, and what can be seen of it from outside. */
final class SqliteLook {

    private SqliteLook() {}

    static List<Finding> at(Path file, Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>(integrity(file, connection));
        findings.add(journal(connection));
        findings.add(Finding.info("version", "SQLite " + SqliteConnections.version(connection)));
        findings.addAll(FileLook.at(file));
        NetworkFolder.of(file)
                .ifPresent(type -> findings.add(Finding.warning(
                        "network-file-system",
                        file + " is kept by another computer (" + type + "), where locks may not hold",
                        "keep it on a disk of this host, or use PostgreSQL")));
        return findings;
    }

    private static List<Finding> integrity(Path file, Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check(10)")) {
            while (row.next()) {
                String said = row.getString(1);
                findings.add(
                        said.equals("ok")
                                ? Finding.info("sound", "integrity_check of " + file + " finds nothing")
                                : Finding.error(
                                        "damaged",
                                        file + ": " + said.lines().findFirst().orElse(""),
                                        "queuectl restore a backup, or save what is left with sqlite3 .recover"));
            }
        }
        return findings;
    }

    /** How durable commits are is set on each connection: the store's own say FULL unless it is told otherwise. */
    private static Finding journal(Connection connection) throws SQLException {
        String mode = SqliteConnections.text(connection, "PRAGMA journal_mode");
        return mode.equals("wal")
                ? Finding.info("durability", "journal_mode=wal, and queuectl commits with synchronous=FULL")
                : Finding.warning(
                        "journal-mode",
                        "journal_mode=" + mode + ": readers and writers wait for each other",
                        "open it once for writing: queuectl migrate");
    }
}
