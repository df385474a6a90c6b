package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Slots, and the queues they serve.
 *
 * @param order how they choose between the queues
 * @param queues in their order; none if they serve every queue
 * @param slots 1 to 10,000
 */
public record Service(Order order, List<Share> queues, int slots) {

    /** How slots choose between queues that have work. */
    public enum Order {
        /** Each gets its share, by weight. */
        WEIGHTED,
        /** The first that has any. */
        STRICT
    }

    /**
     * A queue and how much of the slots it gets beside the others.
     *
     * @param weight 1 to 1,000,000
     */
    public record Share(QueueName queue, int weight) {
        public Share {
            if (weight < 1 || weight > 1_000_000) {
                throw new IllegalArgumentException(
                        "weight " + weight + " of queue " + queue + " is not within 1 to 1000000");
            }
        }
    }

    public Service {
        queues = List.copyOf(queues);
        if (slots < 1 || slots > 10_000) {
            throw new IllegalArgumentException(slots + " slots are not within 1 to 10000");
        }
        if (queues.stream().map(Share::queue).distinct().count() < queues.size()) {
            throw new IllegalArgumentException("a queue is named twice for the same slots");
        }
    }

    /** Every queue in turn, also those that come to be later. */
    public static Service everyQueue(int slots) {
        return new Service(Order.WEIGHTED, List.of(), slots);
    }

    public static Service of(QueueName queue, int slots) {
        return new Service(Order.WEIGHTED, List.of(new Share(queue, 1)), slots);
    }

    boolean serves(QueueName queue) {
        return servesEveryQueue()
                || queues.stream().anyMatch(share -> share.queue().equals(queue));
    }

    boolean servesEveryQueue() {
        return queues.isEmpty();
    }

    boolean isStrict() {
        return order == Order.STRICT;
    }

    /** For people: {@code media=4}, {@code *=2}, {@code mail:3+media:1=8}, {@code high>low=2}. */
    @Override
    public String toString() {
        if (queues.isEmpty()) {
            return "*=" + slots;
        }
        String separator = isStrict() ? ">" : "+";
        boolean weighted = !isStrict() && queues.size() > 1;
        return queues.stream()
                        .map(share -> share.queue().text() + (weighted ? ":" + share.weight() : ""))
                        .collect(Collectors.joining(separator))
                + "=" + slots;
    }
}
