package io.queuectl.api;

import java.time.Duration;

/**
 * Jobs that nobody looks after.
 *
 * @param jobs how many have been dead for longer than that age
 */
public record OldDeadLetters(long jobs, Duration age) {}
