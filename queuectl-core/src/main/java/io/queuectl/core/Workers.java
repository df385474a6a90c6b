package io.queuectl.core;

import io.queuectl.api.QueueName;
import io.queuectl.core.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/** Which queues this process works on and with how many slots each; a slot runs one job at a time. Mutable, for one thread. */
public final class Workers {

    private final List<Engine.Service> services = new ArrayList<>();

    Workers() {}

    /**
     * Slots of its own for one queue.
     *
     * @throws IllegalArgumentException if the name is none, or the slots are not within 1 to 10,000
     */
    public Workers queue(String name, int slots) {
        services.add(new Engine.Service(QueueName.of(name), slots));
        return this;
    }

    /** Slots that serve every queue in turn, also those that come to be later. */
    public Workers everyQueue(int slots) {
        services.add(new Engine.Service(null, slots));
        return this;
    }

    List<Engine.Service> services() {
        if (services.isEmpty()) {
            throw new IllegalArgumentException("no queue to work on: name one, or every queue");
        }
        return List.copyOf(services);
    }
}
