package io.queuectl.core.engine;

import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.QueueDepth;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.QueueControl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** What is set for queues and how full they are, as a test says. */
final class FakeQueues implements QueueControl {

    final Map<QueueName, QueueSettings> set = new TreeMap<>();
    final AtomicInteger waiting = new AtomicInteger();
    int reads;
    int counts;

    @Override
    public List<QueueSettings> settings() {
        reads++;
        return new ArrayList<>(set.values());
    }

    @Override
    public QueueSettings change(QueueName queue, UnaryOperator<QueueSettings> change, Instant now) {
        QueueSettings after = change.apply(set.getOrDefault(queue, QueueSettings.none(queue)));
        set.put(queue, after);
        return after;
    }

    @Override
    public int waiting(QueueName queue, int atMost) {
        counts++;
        return Math.min(atMost, waiting.get());
    }

    @Override
    public Optional<GroupView> group(String key) {
        return Optional.empty();
    }

    @Override
    public boolean resize(Group group) {
        return false;
    }

    @Override
    public List<QueueDepth> depths(Instant now) {
        return List.of();
    }
}
