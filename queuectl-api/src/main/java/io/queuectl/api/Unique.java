package io.queuectl.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That a job is wanted once: among the jobs of one kind, one at most holds a key. Immutable: every method returns a changed copy.
 *
 * <p>By default a job holds its key until it is completed, dead or cancelled, and a request that finds the key held adds nothing and is answered
 * with the job that holds it. A job that a person requeues does not ask for its key again.
 *
 * @param key 1 to {@value #MAX_KEY} characters, none of them a control character; keys of different kinds never meet
 * @param scope how long a job holds the key
 * @param window how long it does for {@link Scope#WINDOW}, above zero, at most 100 years; else {@code null}
 * @param conflict what becomes of a request that finds its key held
 */
public record Unique(String key, Scope scope, @Nullable Duration window, Conflict conflict) {

    public static final int MAX_KEY = 200;

    private static final Duration MAX_WINDOW = Duration.ofDays(36_525);

    /** How long a job holds its key. */
    public enum Scope {
        /** Until it starts: another may be enqueued while it runs. */
        WAITING,
        /** Until it is completed, dead or cancelled. */
        UNFINISHED,
        /** For so long from its enqueueing, whatever becomes of it, and though it is deleted. */
        WINDOW,
        /** For ever, though it is deleted. */
        FOREVER
    }

    /** What becomes of a request that finds its key held. */
    public enum Conflict {
        /** It is answered with the job that holds the key, which stays as it is. */
        KEEP,
        /** It is refused with {@link UniqueKeyException}. */
        FAIL,
        /** The job that holds the key carries its payload instead. */
        REPLACE,
        /** The same, and the job becomes due when the request would have: asked again and again, it runs once when that is over. */
        RESCHEDULE
    }

    /** @throws IllegalArgumentException if the key is not of that shape, or scope, window and conflict do not go together */
    public Unique {
        Names.requireGiven("unique key", key);
        Names.requireGiven("scope of a unique key", scope);
        Names.requireGiven("conflict of a unique key", conflict);
        if (key.isEmpty() || key.length() > MAX_KEY || key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("unique key \"" + Names.shown(key) + "\" is not 1 to " + MAX_KEY
                    + " characters without control characters");
        }
        if ((scope == Scope.WINDOW) != (window != null)) {
            throw new IllegalArgumentException("a unique key has a window if its scope is one");
        }
        if (window != null && (window.isNegative() || window.toMillis() == 0 || window.compareTo(MAX_WINDOW) > 0)) {
            throw new IllegalArgumentException(
                    "window " + window + " of a unique key is not within a millisecond and 100 years");
        }
        boolean changes = conflict == Conflict.REPLACE || conflict == Conflict.RESCHEDULE;
        if (changes && scope != Scope.WAITING) {
            throw new IllegalArgumentException(
                    "a job that has started cannot be changed: to replace or reschedule it, the key must be held while waiting only");
        }
    }

    /** Held while the job is not finished; a request that finds it held is answered with that job. */
    public static Unique of(String key) {
        return new Unique(key, Scope.UNFINISHED, null, Conflict.KEEP);
    }

    public Unique whileWaiting() {
        return new Unique(key, Scope.WAITING, null, conflict);
    }

    public Unique within(Duration duration) {
        return new Unique(key, Scope.WINDOW, duration, conflict);
    }

    public Unique forever() {
        return new Unique(key, Scope.FOREVER, null, conflict);
    }

    public Unique orFail() {
        return new Unique(key, scope, window, Conflict.FAIL);
    }

    /** Of jobs that wait only. */
    public Unique orReplace() {
        return new Unique(key, Scope.WAITING, null, Conflict.REPLACE);
    }

    /** Of jobs that wait only. */
    public Unique orReschedule() {
        return new Unique(key, Scope.WAITING, null, Conflict.RESCHEDULE);
    }
}
