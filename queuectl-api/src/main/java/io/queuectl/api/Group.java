package io.queuectl.api;

/**
 * Jobs of which so many run at a time, whatever their kinds and queues: one, for jobs that must run in their order, or more, to spare what they share.
 *
 * <p>A job of a group has a place in it from when it may run until it is completed, dead or cancelled; waiting for a retry or a due time it keeps it. Those for
 * which there is no place are {@link JobState#BLOCKED}, and get one in the order in which they were enqueued.
 *
 * @param key 1 to {@value #MAX_KEY} characters, none of them a control character
 * @param atMost how many have a place at a time, 1 to {@value #MOST}; the latest job that was enqueued says it for all
 */
public record Group(String key, int atMost) {

    public static final int MAX_KEY = 200;

    public static final int MOST = 10_000;

    /** @throws IllegalArgumentException if the key or the number is not of that shape */
    public Group {
        Names.requireGiven("key of a group", key);
        if (key.isEmpty() || key.length() > MAX_KEY || key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("group \"" + Names.shown(key) + "\" is not 1 to " + MAX_KEY
                    + " characters without control characters");
        }
        if (atMost < 1 || atMost > MOST) {
            throw new IllegalArgumentException(
                    "a group lets 1 to " + MOST + " of its jobs run at a time, not " + atMost);
        }
    }
}
