package io.queuectl.store.sql;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns what a driver throws into a {@link StoreException} that says what was attempted, on which database, and the remedy. */
public final class SqlErrors {

    private final SqlDialect dialect;
    private final String location;

    public SqlErrors(SqlDialect dialect, String location) {
        this.dialect = dialect;
        this.location = location;
    }

    String location() {
        return location;
    }

    /** Nothing was changed. */
    public StoreException refused(String attempted, Throwable thrown) {
        Throwable error = withoutBatch(thrown);
        SqlDialect.Fault fault = fault(error);
        return StoreException.of(fault.reason(), message(attempted, error, fault), error);
    }

    /** The commit failed: it may have happened all the same. */
    StoreException unknown(String attempted, Throwable thrown) {
        Throwable error = withoutBatch(thrown);
        SqlDialect.Fault fault = fault(error);
        return StoreException.unknown(fault.reason(), message(attempted, error, fault), error);
    }

    boolean isBusy(Throwable error) {
        return fault(error).reason() == Reason.BUSY;
    }

    boolean isUnavailable(Throwable error) {
        return fault(error).reason() == Reason.UNAVAILABLE;
    }

    /** Whether a row met one that is there, by the standard's class of broken constraints. */
    static boolean isConflict(SQLException error) {
        return String.valueOf(error.getSQLState()).startsWith("23");
    }

    /** The driver's exception in a chain of causes, or {@code null}. */
    static @Nullable SQLException driver(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** What a driver says of a batch may quote the statement with its values, which must not get into a log; its cause says what is wrong. */
    private static Throwable withoutBatch(Throwable thrown) {
        return thrown instanceof BatchUpdateException batch && batch.getCause() instanceof SQLException cause
                ? cause
                : thrown;
    }

    private SqlDialect.Fault fault(Throwable error) {
        SQLException sql = driver(error);
        return sql == null
                ? new SqlDialect.Fault(Reason.REJECTED, "")
                : dialect.faults().apply(sql);
    }

    private String message(String attempted, Throwable error, SqlDialect.Fault fault) {
        SQLException sql = driver(error);
        String said = firstLine(String.valueOf((sql == null ? error : sql).getMessage()));
        String remedy = fault.remedy().isEmpty() ? "" : "; " + fault.remedy();
        return "cannot " + attempted + " in " + location + ": " + said + remedy;
    }

    /** Drivers add where and which row on lines of their own. */
    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("").strip();
    }
}
