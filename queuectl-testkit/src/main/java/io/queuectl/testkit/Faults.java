package io.queuectl.testkit;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Decides before each call of a {@link FaultyStore} what goes wrong with it. Must be thread-safe. */
@FunctionalInterface
public interface Faults {

    /** @param verb the name of the method that is called: {@code exchange}, {@code renew}, {@code find} … */
    Fault next(String verb);

    /** Never anything. */
    static Faults none() {
        return verb -> Fault.NONE;
    }

    /**
     * By chance, each fault as likely as the others.
     *
     * @param random where chance comes from; used under a lock
     * @param share how many of all calls go wrong, 0 to 1
     */
    static Faults random(RandomGenerator random, double share) {
        List<Fault> wrong =
                Stream.of(Fault.values()).filter(fault -> fault != Fault.NONE).toList();
        return verb -> {
            synchronized (random) {
                return random.nextDouble() < share ? wrong.get(random.nextInt(wrong.size())) : Fault.NONE;
            }
        };
    }

    /** For each verb that is named, those faults in turn, and none when they are used up. */
    static Faults script(Map<String, List<Fault>> script) {
        Map<String, Iterator<Fault>> left = new ConcurrentHashMap<>();
        script.forEach((verb, faults) -> left.put(verb, faults.iterator()));
        return verb -> {
            Iterator<Fault> rest = left.get(verb);
            if (rest == null) {
                return Fault.NONE;
            }
            synchronized (rest) {
                return rest.hasNext() ? rest.next() : Fault.NONE;
            }
        };
    }
}
