package io.queuectl.core.spi;

import io.queuectl.api.LogLine;

/**
 * A stored log line.
 *
 * @param position above zero, larger is later; where the next read goes on
 * @param ordinal the attempt's, see {@link io.queuectl.api.Attempt#ordinal()}
 */
public record LogEntry(long position, int ordinal, LogLine line) {}
