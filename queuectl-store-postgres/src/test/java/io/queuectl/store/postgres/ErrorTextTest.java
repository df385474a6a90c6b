package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.store.sql.SqlErrors;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the driver says of a statement may hold the values in it; what we say does not. */
class ErrorTextTest {

    private final SqlErrors errors = new SqlErrors(
            PostgresDialect.of(PostgresOptions.DEFAULTS, Channel.of("queuectl"), new ServerClock()), "here");

    @Test
    void theValuesOfABatchStayOutOfTheMessageAndItsCauses() {
        SQLException cause = new SQLException("ERROR: canceling statement due to lock timeout", "55P03");
        SQLException batch = new BatchUpdateException(
                "Batch entry 0 INSERT INTO job VALUES ('secret') was aborted", "55P03", 0, new int[0], cause);

        StoreException told = errors.refused("exchange jobs", batch);

        assertThat(told.reason()).isEqualTo(Reason.BUSY);
        assertThat(told)
                .hasMessageStartingWith(
                        "cannot exchange jobs in here: ERROR: canceling statement due to lock timeout; ")
                .hasCause(cause);
    }

    @Test
    void onlyTheFirstLineIsToldOfWhatTheServerSays() {
        StoreException told = errors.refused(
                "exchange jobs", new SQLException("ERROR: no\n  Detail: Failing row contains (secret).", "23502"));

        assertThat(told).hasMessage("cannot exchange jobs in here: ERROR: no");
    }
}
