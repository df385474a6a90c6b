package io.queuectl.cli.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queues that share the slots of a worker: by weight, or the first that has work. At most one of the two is not empty.
 *
 * @param weights of each queue
 * @param strict the queues in their order
 */
public record Sharing(Map<String, Integer> weights, List<String> strict) {

    public static final Sharing NONE = new Sharing(Map.of(), List.of());

    public Sharing {
        weights = new LinkedHashMap<>(weights);
        strict = List.copyOf(strict);
    }

    boolean isNone() {
        return weights.isEmpty() && strict.isEmpty();
    }

    boolean serves(String queue) {
        return weights.containsKey(queue) || strict.contains(queue);
    }

    /** The options of {@code worker start} that say the same. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        weights.forEach((queue, weight) -> options.addAll(List.of("--weight", queue + "=" + weight)));
        if (!strict.isEmpty()) {
            options.addAll(List.of("--strict", String.join(",", strict)));
        }
        return options;
    }
}
