package io.queuectl.api;

/**
 * A {@link Group} as it is.
 *
 * @param atMost how many of it may have a place at a time
 * @param running how many have one: they run, or may, or wait for a retry
 * @param waiting how many are blocked until they get one
 */
public record GroupView(String key, int atMost, int running, int waiting) {}
