package io.queuectl.core;

import io.queuectl.api.QueueName;
import io.queuectl.core.engine.Service;
import java.util.ArrayList;
import java.util.List;

/** The queues that share some slots, and how much of them each gets. Mutable, for one thread. */
public final class Shares {

    private final List<Service.Share> shares = new ArrayList<>();

    Shares() {}

    /**
     * A queue and its weight beside the others.
     *
     * @throws IllegalArgumentException if the name is none, or the weight is not within 1 to 1,000,000
     */
    public Shares weight(String queue, int weight) {
        shares.add(new Service.Share(QueueName.of(queue), weight));
        return this;
    }

    List<Service.Share> all() {
        return shares;
    }
}
