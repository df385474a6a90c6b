package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException.Reason;
import java.io.IOException;
import java.sql.SQLException;
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

    private static Reason reason(String message, int code, Throwable cause) {
        return H2Faults.of(new SQLException(message, "HY000", code, cause)).reason();
    }
}
