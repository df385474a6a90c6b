package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException.Reason;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Each SQLSTATE means what a caller would act on, and says what to do. */
class PostgresFaultsTest {

    @ParameterizedTest
    @CsvSource({
        "40001, BUSY, try again",
        "40P01, BUSY, try again",
        "55P03, BUSY, lock_timeout",
        "55006, BUSY, try again",
        "57014, BUSY, statement_timeout",
        "08001, UNAVAILABLE, host and port",
        "08003, UNAVAILABLE, connection broke",
        "08006, UNAVAILABLE, connection broke",
        "08004, PERMISSION, TLS",
        "25006, UNAVAILABLE, targetServerType=primary",
        "25P03, UNAVAILABLE, idle_in_transaction_session_timeout",
        "25P04, UNAVAILABLE, transaction_timeout",
        "26000, UNAVAILABLE, prepareThreshold=0",
        "42P05, UNAVAILABLE, prepareThreshold=0",
        "3D000, UNAVAILABLE, create it",
        "53200, UNAVAILABLE, memory",
        "53300, UNAVAILABLE, max_connections",
        "57P01, UNAVAILABLE, stopping",
        "57P02, UNAVAILABLE, stopping",
        "57P03, UNAVAILABLE, starting",
        "58030, UNAVAILABLE, log",
        "53100, FULL, make room",
        "28000, PERMISSION, pg_hba.conf",
        "28P01, PERMISSION, password",
        "42501, PERMISSION, grant",
        "3F000, SCHEMA, migrate",
        "42P01, SCHEMA, migrate",
        "42703, SCHEMA, migrate",
        "42883, SCHEMA, migrate",
        "XX001, DAMAGED, backup",
        "XX002, DAMAGED, backup",
        "22021, REJECTED, NUL",
        "22P05, REJECTED, UTF8",
        "25P02, REJECTED, roll it back",
        "54000, REJECTED, less at once",
        "XX000, REJECTED, log",
        "23505, REJECTED, ''",
        "42601, REJECTED, ''",
        "0A000, REJECTED, ''"
    })
    void aStateIsUnderstood(String state, Reason reason, String remedy) {
        var fault = PostgresFaults.of(new SQLException("said in some language", state));

        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault.remedy()).contains(remedy).doesNotContain("\n").hasSizeLessThan(110);
        assertThat(fault.remedy().isEmpty()).isEqualTo(remedy.isEmpty());
    }

    @Test
    void aPlanOutrunByASchemaChangeIsWorthAnotherTry() {
        var said = new ServerErrorMessage(
                "SERROR\0C0A000\0Mcached plan must not change result type\0RRevalidateCachedQuery\0");

        assertThat(PostgresFaults.of(new PSQLException(said)).reason()).isEqualTo(Reason.BUSY);
    }

    @Test
    void aStandbyThatTakesNoWritingTransactionIsReadOnly() {
        var said = new ServerErrorMessage(
                "SERROR\0C0A000\0Mcannot set transaction read-write mode during recovery\0Rcall_bool_check_hook\0");

        var fault = PostgresFaults.of(new PSQLException(said));

        assertThat(fault.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(fault.remedy()).contains("read-only");
    }

    @Test
    void aPoolThatGivesNoStateIsUnderstoodByTheTypeOfItsException() {
        assertThat(PostgresFaults.of(new SQLTransientConnectionException("request timed out after 30000ms"))
                        .reason())
                .isEqualTo(Reason.UNAVAILABLE);
        assertThat(PostgresFaults.of(new SQLTimeoutException("timed out")).reason())
                .isEqualTo(Reason.BUSY);
        assertThat(PostgresFaults.of(new SQLException("something else")).reason())
                .isEqualTo(Reason.REJECTED);
        assertThat(PostgresFaults.of(new PSQLException("closed", PSQLState.CONNECTION_DOES_NOT_EXIST))
                        .reason())
                .isEqualTo(Reason.UNAVAILABLE);
    }
}
