package io.queuectl.store.sql;

import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inserts jobs on connections of callers, within their transactions. Thread-safe. */
final class SharedTransaction {

    private final SqlDialect dialect;
    private final Readers readers;
    private final SqlErrors errors;

    /** Which database this is, once it was asked. */
    private volatile @Nullable String identity;

    SharedTransaction(SqlDialect dialect, Readers readers, SqlErrors errors) {
        this.dialect = dialect;
        this.readers = readers;
        this.errors = errors;
    }

    List<Insertion> insert(Connection connection, List<NewJob> jobs, Instant now) {
        String own = identity();
        try (Session session = Session.lent(dialect, connection)) {
            requireTransaction(connection);
            turnToWriting(session);
            requireSameDatabase(session, own);
            return insert(session, Batch.of(now).insert(jobs).withholdOnDuplicate());
        } catch (SQLException e) {
            throw errors.refused("enqueue in the caller's transaction", e);
        }
    }

    private static void requireTransaction(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalArgumentException(
                    "the connection is in auto-commit mode: begin a transaction first, or enqueue without a connection");
        }
    }

    private String identity() {
        String known = identity;
        if (known == null) {
            known = readers.read("identify the database", SharedTransaction::identity);
            identity = known;
        }
        return known;
    }

    private static String identity(Session session) throws SQLException {
        try (ResultSet row = session.hot(SchemaSql.IDENTITY).executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private void requireSameDatabase(Session session, String own) throws SQLException {
        String other;
        try {
            other = identity(session);
        } catch (SQLException e) {
            throw foreign(e);
        }
        if (!other.equals(own)) {
            throw new IllegalArgumentException(
                    "the connection is to another database than this queue, which is in " + errors.location());
        }
    }

    /** Before anything of ours is read in it. */
    private void turnToWriting(Session session) throws SQLException {
        if (session.has(ExchangeSql.TURN_TO_WRITING)) {
            try {
                session.hot(ExchangeSql.TURN_TO_WRITING).executeUpdate();
            } catch (SQLException e) {
                if (errors.isBusy(e)) {
                    throw e;
                }
                throw foreign(e);
            }
        }
    }

    private IllegalArgumentException foreign(SQLException e) {
        return new IllegalArgumentException(
                "the connection is not to the database of this queue, " + errors.location() + ": " + e.getMessage(), e);
    }

    private static List<Insertion> insert(Session session, Batch batch) throws SQLException {
        InsertStep.Result result = InsertStep.apply(session, batch, false);
        if (result.withheld()) {
            takeOut(session, result.written());
        }
        if (session.has(ExchangeSql.ANNOUNCE)) {
            session.hot(ExchangeSql.ANNOUNCE).execute();
        }
        return result.answers();
    }

    /** The transaction is not ours to roll back. */
    private static void takeOut(Session session, List<JobKey> written) throws SQLException {
        PreparedStatement delete = session.hot(TieSql.TAKE_OUT);
        PreparedStatement free = session.hot(TieSql.FREE_KEYS);
        for (JobKey key : written) {
            delete.setLong(1, key.number());
            delete.addBatch();
            free.setLong(1, key.number());
            free.addBatch();
        }
        delete.executeBatch();
        free.executeBatch();
    }
}
