package io.queuectl.store.postgres;

import io.queuectl.api.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What applications were told and what handlers did, by the key of the job. Thread-safe. */
final class LoadLedger {

    private final Map<String, Long> askedNanos = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable StoreException> lastFailure = new AtomicReference<>();
    private volatile long newestAskedOfRun = Long.MIN_VALUE;

    void asked(Collection<String> keys) {
        long now = System.nanoTime();
        keys.forEach(key -> askedNanos.put(key, now));
    }

    void acknowledged(Collection<String> keys) {
        acknowledged.addAll(keys);
    }

    void failed(List<String> keys, StoreException why) {
        lastFailure.set(why);
        (why.outcomeUnknown() ? doubtful : refused).addAll(keys);
    }

    void ran(String key) {
        runs.merge(key, 1, Integer::sum);
        long asked = askedNanos.get(key);
        synchronized (this) {
            newestAskedOfRun = Math.max(newestAskedOfRun, asked);
        }
    }

    boolean hasRunOneAskedAfter(long nanos) {
        return newestAskedOfRun > nanos;
    }

    /** Applications were told that these are in. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Applications were told that these may be in. */
    Set<String> doubtful() {
        return doubtful;
    }

    /** Applications were told that these are not in. */
    Set<String> refused() {
        return refused;
    }

    /** How many jobs an application was refused, or told nothing certain about. */
    int failures() {
        return doubtful.size() + refused.size();
    }

    /** How many of them have not run, nearly. */
    int waiting() {
        return acknowledged.size() - runs.size();
    }

    Map<String, Integer> runs() {
        return runs;
    }

    /** What an application was told last, if anything failed. */
    @Nullable
    StoreException lastFailure() {
        return lastFailure.get();
    }
}
