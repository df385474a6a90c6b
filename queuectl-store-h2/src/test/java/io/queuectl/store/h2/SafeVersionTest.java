package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import org.h2.engine.Constants;
import org.junit.jupiter.api.Test;

/** What is shipped is no version with a known hole that concerns queues. */
class SafeVersionTest {

    /** Before, a URL could load classes over the network: CVE-2021-42392, CVE-2022-23221. */
    @Test
    void h2LoadsNothingFromElsewhere() {
        assertThat(Constants.VERSION_MAJOR * 1_000 + Constants.VERSION_MINOR).isGreaterThanOrEqualTo(2_002);
    }
}
