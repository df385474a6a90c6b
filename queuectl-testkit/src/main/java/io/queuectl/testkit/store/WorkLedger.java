package io.queuectl.testkit.store;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What producers were told and what handlers did, by the payload of the job: to be held against what the store shows in the end. Thread-safe. */
final class WorkLedger {

    /** Producers were told that these jobs are in. */
    final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    /** Producers were told that these may be in, and gave up on them. */
    final Set<String> doubtful = ConcurrentHashMap.newKeySet();

    private final Map<String, Integer> runs = new ConcurrentHashMap<>();

    void ran(String key) {
        runs.merge(key, 1, Integer::sum);
    }

    int runs(String key) {
        return runs.getOrDefault(key, 0);
    }
}
