package io.queuectl.core;

import io.queuectl.api.QueueName;
import io.queuectl.core.engine.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which queues this process works on and with how many slots each; a slot runs one job at a time. Mutable, for one thread. */
public final class Workers {

    private final List<Service> services = new ArrayList<>();

    Workers() {}

    /**
     * Slots of its own for one queue.
     *
     * @throws IllegalArgumentException if the name is none, or the slots are not within 1 to 10,000
     */
    public Workers queue(String name, int slots) {
        services.add(Service.of(QueueName.of(name), slots));
        return this;
    }

    /** Slots that serve every queue in turn, also those that come to be later. */
    public Workers everyQueue(int slots) {
        services.add(Service.everyQueue(slots));
        return this;
    }

    /**
     * Slots that several queues share by weight: of two that both have work, one of weight 3 and one of weight 1, the first gets three of four jobs. What one
     * does not need the others get.
     *
     * @throws IllegalArgumentException if no queue is named or one twice, or the slots are not within 1 to 10,000
     */
    public Workers queues(int slots, Consumer<Shares> shares) {
        Given.require("shares", shares);
        Shares named = new Shares();
        shares.accept(named);
        return add(new Service(Service.Order.WEIGHTED, named.all(), slots));
    }

    /**
     * Slots that take a job of a queue only while none before it in this list has one. A job that was claimed just before one came up
     * further in front starts first; a queue that always has work keeps those behind it from ever running.
     *
     * @throws IllegalArgumentException if no queue is named or one twice, or the slots are not within 1 to 10,000
     */
    public Workers strict(int slots, String... queues) {
        return add(new Service(
                Service.Order.STRICT,
                Stream.of(queues)
                        .map(name -> new Service.Share(QueueName.of(name), 1))
                        .toList(),
                slots));
    }

    private Workers add(Service service) {
        if (service.queues().isEmpty()) {
            throw new IllegalArgumentException("no queue is named for " + service.slots() + " slots");
        }
        services.add(service);
        return this;
    }

    List<Service> services() {
        if (services.isEmpty()) {
            throw new IllegalArgumentException("no queue to work on: name one, or every queue");
        }
        return List.copyOf(services);
    }
}
