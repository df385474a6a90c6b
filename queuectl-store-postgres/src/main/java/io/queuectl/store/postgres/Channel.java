package io.queuectl.store.postgres;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The names under which nodes on one schema hear each other: a channel for notifications and an advisory lock that idle nodes hold in
 * shared mode.
 */
record Channel(String name, long lock) {

    static Channel of(String schema) {
        long key = UUID.nameUUIDFromBytes(("queuectl/" + schema).getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
        return new Channel("queuectl_" + Long.toHexString(key), key);
    }

    /** Notifies if some node is idle. Taken and released within one statement, the lock outlives no transaction of a pooler. */
    String ring() {
        return """
                SELECT CASE WHEN pg_try_advisory_lock(%1$d) THEN CAST(pg_advisory_unlock(%1$d) AS text)
                            ELSE CAST(pg_notify('%2$s', '') AS text) END""".formatted(lock, name);
    }

    String listen() {
        return "LISTEN " + name;
    }

    String announceIdle() {
        return "SELECT pg_advisory_lock_shared(" + lock + ")";
    }

    String takeBackIdle() {
        return "SELECT pg_advisory_unlock_shared(" + lock + ")";
    }
}
