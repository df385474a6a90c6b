package io.queuectl.testkit.store;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobRequest;
import io.queuectl.api.StoreException;
import io.queuectl.core.QueueCtl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * An application that enqueues one by one and in bulk, and goes on after a failure as an application should: with a chosen id it tries again
 * and takes "duplicate" for "it is in"; without one it gives up on what may be in.
 */
final class WorkProducer implements Callable<Void> {

    private static final int BULK = 3;
    private static final int PATIENCE = 100;

    private final QueueCtl queue;
    private final String name;
    private final int rounds;
    private final WorkLedger ledger;

    WorkProducer(QueueCtl queue, String name, int rounds, WorkLedger ledger) {
        this.queue = queue;
        this.name = name;
        this.rounds = rounds;
        this.ledger = ledger;
    }

    @Override
    public Void call() {
        for (int round = 0; round < rounds; round++) {
            String prefix = name + "-" + round;
            enqueueNumbered(key(prefix, round));
            insist(List.of(key(prefix + "-chosen", round + 1)));
            if (round % 4 == 0) {
                List<String> keys = new ArrayList<>();
                for (int i = 0; i < BULK; i++) {
                    keys.add(key(prefix + "-bulk-" + i, round + i));
                }
                insist(keys);
            }
        }
        return null;
    }

    private void enqueueNumbered(String key) {
        for (int attempt = 1; ; attempt++) {
            try {
                queue.enqueue(WorkJob.ofKey(key).request(key));
                ledger.acknowledged.add(key);
                return;
            } catch (StoreException failed) {
                if (failed.outcomeUnknown()) {
                    ledger.doubtful.add(key);
                    return;
                }
                requirePatience(failed, attempt);
            }
        }
    }

    private void insist(List<String> keys) {
        List<JobRequest> requests = keys.stream()
                .map(key -> WorkJob.ofKey(key).request(key).id(id(key)))
                .toList();
        boolean mayBeIn = false;
        for (int attempt = 1; ; attempt++) {
            try {
                queue.enqueueAll(requests);
                ledger.acknowledged.addAll(keys);
                return;
            } catch (DuplicateJobException taken) {
                if (!mayBeIn) {
                    throw taken;
                }
                ledger.acknowledged.addAll(keys);
                return;
            } catch (StoreException failed) {
                mayBeIn |= failed.outcomeUnknown();
                requirePatience(failed, attempt);
            }
        }
    }

    private static void requirePatience(StoreException failed, int attempt) {
        if (!failed.isTransient() || attempt == PATIENCE) {
            throw failed;
        }
    }

    private static String key(String name, int number) {
        return WorkJob.numbered(number).key(name);
    }

    private static String id(String key) {
        return key.substring(key.indexOf(':') + 1);
    }
}
