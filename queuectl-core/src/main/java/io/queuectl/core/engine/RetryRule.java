package io.queuectl.core.engine;

import io.queuectl.core.spi.BackoffPolicy;

/** What may be tried again, and when: the numbers {@link Verdict} decides with. */
record RetryRule(int maxAttempts, int maxLosses, BackoffPolicy backoff) {}
