package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is set for the queues, as this process read it last. A node's keeper reads it once a second; where none runs, whoever enqueues does when it is older.
 * Thread-safe.
 */
final class QueueBook {

    private static final Logger LOG = LoggerFactory.getLogger(QueueBook.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A keeper is given the time to read first. */
    private static final Duration FRESH_WHILE_KEPT = Duration.ofSeconds(2);

    private final QueueControl store;
    private final Ticker ticker;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Map<QueueName, QueueSettings> known = Map.of();

    /** When it was read, or {@code null} if it never was or is out of date. */
    private volatile @Nullable Long readNanos;

    private volatile boolean kept;

    QueueBook(QueueControl store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
    }

    /** What is set for the queue, or {@code null} if nothing is. */
    @Nullable
    QueueSettings of(QueueName queue) {
        Map<QueueName, QueueSettings> settings = known;
        return settings.isEmpty() ? null : settings.get(queue);
    }

    boolean isPaused(QueueName queue) {
        QueueSettings settings = of(queue);
        return settings != null && settings.paused();
    }

    /** Whether a claim of it has to be marked. */
    boolean isLimited(QueueName queue) {
        QueueSettings settings = of(queue);
        return settings != null && settings.limitsClaims();
    }

    /** Reads it. Answers whether anything has changed. */
    boolean read() {
        reading.lock();
        try {
            long now = ticker.nanos();
            Map<QueueName, QueueSettings> before = known;
            known = store.settings().stream()
                    .collect(Collectors.toUnmodifiableMap(QueueSettings::queue, Function.identity()));
            readNanos = now;
            return !known.equals(before);
        } finally {
            reading.unlock();
        }
    }

    /** From here on somebody reads it once a second. */
    void keep() {
        kept = true;
    }

    /** It was changed by this process: whoever looks next reads it. */
    void expire() {
        readNanos = null;
    }

    /** Reads it if it is old, unless somebody is just doing so. One that cannot be read stays as it was: what follows meets the same database. */
    void refresh() {
        if (isFresh()) {
            return;
        }
        if (readNanos == null) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return;
        }
        try {
            if (!isFresh()) {
                read();
            }
        } catch (StoreException failed) {
            LOG.debug("event=queue_settings_unread reason=\"{}\"", failed.getMessage());
        } finally {
            reading.unlock();
        }
    }

    private boolean isFresh() {
        Long read = readNanos;
        Duration fresh = kept ? FRESH_WHILE_KEPT : FRESH;
        return read != null && ticker.nanos() - read < fresh.toNanos();
    }
}
