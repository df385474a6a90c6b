package io.queuectl.store.postgres;

import io.queuectl.api.StoreException.Reason;
import io.queuectl.store.sql.SqlDialect.Fault;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a SQLSTATE of PostgreSQL means for a caller: the five characters name the case, the first two its class. Messages are
 * of no use, a server speaks the language it was set to. Source: PostgreSQL manual, appendix A.
 *
 * <p>What passes by itself when the server is back is UNAVAILABLE, even where the server calls it a refusal: a worker goes
 * on trying. Only what a failed COMMIT has certainly undone may be BUSY.
 */
final class PostgresFaults {

    private PostgresFaults() {}

    static Fault of(SQLException error) {
        String state = error.getSQLState();
        return state == null || state.length() != 5 ? ofType(error) : ofState(state, error);
    }

    private static Fault ofState(String state, SQLException error) {
        return switch (state) {
            case "08001" -> unavailable("check host and port, that the server runs and that no firewall is in between");
            case "08004" -> permission("check user and password, and whether the server wants TLS");
            case "0A000" -> ofRoutine(error);
            case "22021", "22P05" ->
                rejected("the text holds a character this database cannot store: leave out NUL, use encoding UTF8");
            case "25006" -> readOnly();
            case "25P02" -> rejected("an earlier statement of the transaction failed: roll it back and start again");
            case "25P03" ->
                unavailable("the server's idle_in_transaction_session_timeout passed: try again, or raise it");
            case "25P04" ->
                unavailable("the server's transaction_timeout passed: try again, or raise it for this role");
            case "26000", "42P05" ->
                unavailable("a pooler mixed up prepared statements: set prepareThreshold=0 or pool whole sessions");
            case "40001", "40P01" -> busy("another transaction was in the way: try again");
            case "42501" -> permission("grant this role what it lacks, or connect as another");
            case "42P01", "42P02", "42703", "42704", "42883" -> schema();
            case "53100" -> new Fault(Reason.FULL, "the server's disk is full: make room and try again");
            case "53300" -> unavailable("all connections are taken: raise max_connections, or open fewer");
            case "55P03" -> busy("its lock_timeout passed while another transaction held the row or table: try again");
            case "57014" -> busy("cancelled by statement_timeout or by a person: try again, or raise the timeout");
            default -> ofClass(state.substring(0, 2), error);
        };
    }

    private static Fault ofClass(String stateClass, SQLException error) {
        return switch (stateClass) {
            case "08" -> unavailable("the connection broke: check that the server runs and look at its log");
            case "28" -> permission("check user and password, and the server's pg_hba.conf");
            case "3D" -> unavailable("there is no such database: create it, or correct the name");
            case "3F" -> schema();
            case "53" -> unavailable("the server is out of memory or of another resource: look at its log");
            case "54" -> rejected("too large or too complex for PostgreSQL: send less at once");
            case "55" -> busy("somebody else is using or changing it: try again");
            case "57" -> unavailable("the server is starting, stopping or ended the connection: try again");
            case "58" -> unavailable("the server's operating system failed to read or write: look at its log");
            case "XX" -> ofServerDefect(error);
            default -> rejected("");
        };
    }

    /**
     * Two cases of "not supported" that pass: a prepared statement whose table was altered is refused once, and a standby takes no
     * transaction that means to write.
     */
    private static Fault ofRoutine(SQLException error) {
        ServerErrorMessage said = error instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        return switch (said == null ? "" : String.valueOf(said.getRoutine())) {
            case "RevalidateCachedQuery" -> busy("its schema was changed just now: try again");
            case "call_bool_check_hook" -> readOnly();
            default -> rejected("");
        };
    }

    private static Fault readOnly() {
        return unavailable(
                "it is read-only, a standby perhaps: connect to the primary, targetServerType=primary finds it");
    }

    private static Fault ofServerDefect(SQLException error) {
        return "XX001".equals(error.getSQLState()) || "XX002".equals(error.getSQLState())
                ? new Fault(
                        Reason.DAMAGED, "the server found damaged data: restore a backup, see amcheck in its manual")
                : rejected("an internal error of the server: look at its log");
    }

    /** Pools and other drivers in between say it by the type alone. */
    private static Fault ofType(SQLException error) {
        if (error instanceof SQLTimeoutException) {
            return busy("it took longer than the timeout: try again");
        }
        return error instanceof SQLTransientConnectionException
                        || error instanceof SQLNonTransientConnectionException
                        || error instanceof SQLRecoverableException
                ? unavailable("no connection: check that the server runs and that the pool is large enough")
                : rejected("");
    }

    private static Fault busy(String remedy) {
        return new Fault(Reason.BUSY, remedy);
    }

    private static Fault unavailable(String remedy) {
        return new Fault(Reason.UNAVAILABLE, remedy);
    }

    private static Fault permission(String remedy) {
        return new Fault(Reason.PERMISSION, remedy);
    }

    private static Fault rejected(String remedy) {
        return new Fault(Reason.REJECTED, remedy);
    }

    private static Fault schema() {
        return new Fault(
                Reason.SCHEMA, "its schema is not the one of this queuectl: migrate it, or restore what was dropped");
    }
}
