package io.queuectl.core.spi;

/**
 * What became of a handful of unique keys.
 *
 * @param dropped how many of them are gone
 * @param last the number of the job that had the last of them; 0 if there are no more after it
 */
public record KeySweep(int dropped, long last) {}
