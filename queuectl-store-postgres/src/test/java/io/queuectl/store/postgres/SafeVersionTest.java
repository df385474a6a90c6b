package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.util.DriverInfo;

/** What is shipped is no version with a known hole that concerns queues. */
class SafeVersionTest {

    /** Before, a demanded channel binding could be given up without a word. */
    @Test
    void theDriverKeepsToItsChannelBinding() {
        long version =
                DriverInfo.MAJOR_VERSION * 1_000_000L + DriverInfo.MINOR_VERSION * 1_000L + DriverInfo.PATCH_VERSION;
        assertThat(version).isGreaterThanOrEqualTo(42_007_007);
    }
}
