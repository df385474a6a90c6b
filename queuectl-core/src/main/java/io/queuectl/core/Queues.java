package io.queuectl.core;

import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.QueueDepth;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.QueueView;
import io.queuectl.core.spi.QueueControl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The queues of a database, controlled while they run: what is set here is kept in the database, and heeded by every node and producer on it within about a
 * second, by those of this process at once. Thread-safe.
 */
public final class Queues {

    private final QueueControl store;
    private final Supplier<Instant> now;
    private final Runnable changed;

    Queues(QueueControl store, Supplier<Instant> now, Runnable changed) {
        this.store = store;
        this.now = now;
        this.changed = changed;
    }

    /** Nothing of the queue starts any more; what runs goes on, and what was claimed ahead is given back at no cost. */
    public QueueSettings pause(String queue) {
        return change(queue, QueueSettings::pause);
    }

    /** The queue takes no new jobs, {@link io.queuectl.api.QueueDrainingException} says to those who bring them, and works off those it has. */
    public QueueSettings drain(String queue) {
        return change(queue, QueueSettings::drain);
    }

    /** Undoes {@link #pause} and {@link #drain}. */
    public QueueSettings resume(String queue) {
        return change(queue, QueueSettings::resume);
    }

    /** So many jobs of the queue run at once, on all nodes together. */
    public QueueSettings limit(String queue, int maxRunning) {
        return change(queue, settings -> settings.maxRunning(maxRunning));
    }

    /** So many jobs of the queue start in a while, on all nodes together. */
    public QueueSettings rate(String queue, QueueRate rate) {
        return change(queue, settings -> settings.rate(rate));
    }

    /** So many jobs may wait in the queue; {@link io.queuectl.api.QueueFullException} says so to those who bring more. */
    public QueueSettings maxWaiting(String queue, int maxWaiting) {
        return change(queue, settings -> settings.maxWaiting(maxWaiting));
    }

    /** Sets several things at once, or takes limits away: {@code change("media", settings -> settings.maxRunning(4).rate(null))}. */
    public QueueSettings change(String queue, UnaryOperator<QueueSettings> change) {
        QueueSettings settings = store.change(QueueName.of(queue), change, now.get());
        changed.run();
        return settings;
    }

    /** What is set for the queue. */
    public QueueSettings settings(String queue) {
        QueueName name = QueueName.of(queue);
        return store.settings().stream()
                .filter(settings -> settings.queue().equals(name))
                .findFirst()
                .orElseGet(() -> QueueSettings.none(name));
    }

    /** How many jobs wait in the queue, due or not: cheap enough for a producer that slows down by itself. Counts no further than {@code atMost}. */
    public int depth(String queue, int atMost) {
        return store.waiting(QueueName.of(queue), atMost);
    }

    /** A group of jobs as it is; empty if none has a place in it. */
    public Optional<GroupView> group(String key) {
        return store.group(key);
    }

    /**
     * So many jobs of the group have a place at a time from now on, on all nodes together, until a job that is enqueued says otherwise: those that wait get what
     * comes free at once, and none loses its place. Answers whether there is such a group: it is forgotten once none of its jobs has a place or waits for one.
     */
    public boolean resizeGroup(String key, int atMost) {
        boolean there = store.resize(new Group(key, atMost));
        changed.run();
        return there;
    }

    /** Every queue that holds jobs or has settings, by name. Counts all jobs. */
    public List<QueueView> list() {
        return list(store, now.get());
    }

    /** The same of any store. */
    public static List<QueueView> list(QueueControl store, Instant now) {
        Map<QueueName, QueueView> views = new TreeMap<>();
        for (QueueDepth depth : store.depths(now)) {
            views.put(depth.queue(), new QueueView(QueueSettings.none(depth.queue()), depth));
        }
        for (QueueSettings settings : store.settings()) {
            QueueView view = views.get(settings.queue());
            QueueDepth depth = view == null ? QueueDepth.none(settings.queue()) : view.depth();
            views.put(settings.queue(), new QueueView(settings, depth));
        }
        return List.copyOf(views.values());
    }
}
