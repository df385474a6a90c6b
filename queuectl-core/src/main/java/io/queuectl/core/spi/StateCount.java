package io.queuectl.core.spi;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;

/** How many jobs a queue holds in a state. */
public record StateCount(QueueName queue, JobState state, long count) {}
