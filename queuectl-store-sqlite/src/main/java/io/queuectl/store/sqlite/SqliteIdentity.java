package io.queuectl.store.sqlite;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.store.sql.SqlErrors;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whose database it is.
 *
 * @param application the id in the file's header
 * @param objects how many tables, views and indexes it holds
 */
record SqliteIdentity(long application, long objects) {

    /** "QCTL"; the first migration writes it. */
    static final long OURS = 0x5143544C;

    /** By one statement, so that both numbers are of one moment even where nothing is locked. */
    static SqliteIdentity of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (SELECT application_id FROM pragma_application_id), (SELECT COUNT(*) FROM sqlite_master)""")) {
            return row.next() ? new SqliteIdentity(row.getLong(1), row.getLong(2)) : new SqliteIdentity(0, 0);
        }
    }

    /** Ours, or nobody's yet. */
    void requireOurs(Path path) {
        if (application != OURS && (application != 0 || objects > 0)) {
            throw StoreException.of(
                    Reason.FOREIGN,
                    path + " is a SQLite database of another application, not a queuectl database; nothing was changed",
                    null);
        }
    }

    /** A glance past the locks may find a page half written; only that the file is no database at all is certain. */
    static void requireReadable(SQLException error, SqlErrors errors) {
        StoreException refused = errors.refused("open the database", error);
        if (refused.reason() == Reason.FOREIGN || refused.reason() == Reason.PERMISSION) {
            throw refused;
        }
    }
}
