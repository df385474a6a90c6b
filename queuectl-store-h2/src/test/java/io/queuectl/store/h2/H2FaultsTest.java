package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Test;

/** A full disk is told as one, wherever H2 notices it, and a store that could not write as out of reach. */
class H2FaultsTest {

    private static final String WRITING =
            "General error: \"org.h2.mvstore.MVStoreException: Writing to queuectl:/jobs.mv.db failed; length 8192 at 94208\"";

    @Test
    void noSpaceForTheDatabaseOrForItsLockIsAFullDisk() {
        IOException full = new IOException("No space left on device");

        assertThat(reason(WRITING, ErrorCode.GENERAL_ERROR_1, full)).isEqualTo(Reason.FULL);
        assertThat(reason("Could not save properties jobs.lock.db", ErrorCode.ERROR_OPENING_DATABASE_1, full))
                .isEqualTo(Reason.FULL);
    }

    @Test
    void whatAServerSaysHasNoCauses() {
        String trace = WRITING + "\n\tat org.h2.Driver\nCaused by: java.io.IOException: No space left on device";

        assertThat(reason(trace, ErrorCode.GENERAL_ERROR_1, null)).isEqualTo(Reason.FULL);
    }

    @Test
    void aStoreThatFailedToWriteIsOutOfReachAndNotACallersFault() {
        assertThat(reason(WRITING, ErrorCode.GENERAL_ERROR_1, null)).isEqualTo(Reason.UNAVAILABLE);
        assertThat(reason("Lock file recently modified", ErrorCode.ERROR_OPENING_DATABASE_1, null))
                .isEqualTo(Reason.UNAVAILABLE);
        assertThat(reason("General error: \"a bug\"", ErrorCode.GENERAL_ERROR_1, null))
                .isEqualTo(Reason.REJECTED);
    }

    @Test
    void aDelayThatCannotBeSetForWantOfSpaceIsNoQuestionOfRights() {
        H2Facts facts = new H2Facts("2", "JOBS", "queuectl:/jobs", true, "/jobs.mv.db");
        SQLException full = new SQLException(WRITING, "HY000", ErrorCode.GENERAL_ERROR_1);
        SQLException rights = new SQLException("no rights", "HY000", ErrorCode.ADMIN_RIGHTS_REQUIRED);

        assertThatThrownBy(() -> facts.forceWriting(delaying(full))).isSameAs(full);
        assertThatThrownBy(() -> facts.forceWriting(delaying(rights))).isInstanceOf(StoreException.class);
    }

    /** Its database writes late, and when that is to be changed it fails. */
    private static Connection delaying(SQLException failure) {
        return planted(
                Connection.class,
                (connection, create, none) -> planted(Statement.class, (statement, call, sql) -> {
                    if (call.getName().equals("execute")) {
                        throw failure;
                    }
                    return planted(
                            ResultSet.class,
                            (row, column, number) -> column.getName().equals("getInt") ? (Object) 1 : true);
                }));
    }

    private static <T> T planted(Class<T> type, InvocationHandler handler) {
        InvocationHandler closing = (proxy, method, arguments) ->
                method.getName().equals("close") ? null : handler.invoke(proxy, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, closing));
    }

    private static Reason reason(String message, int code, Throwable cause) {
        return H2Faults.of(new SQLException(message, "HY000", code, cause)).reason();
    }
}
