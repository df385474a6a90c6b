package io.queuectl.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Divides what a pool wishes between those of its queues that may have work, by their weights: whoever got least for its weight comes first. A queue that
 * had no work for a while neither owes nor is owed anything for that time. Guarded by the claim desk.
 *
 * <p>Start-time fair queueing after Goyal, Vin and Cheng, SIGCOMM 1996.
 */
final class QueueTurns {

    /** More queues in one exchange make it longer, not better. */
    private static final int MOST_QUEUES = 16;

    /** A smaller share is not worth a statement of its own: then fewer queues come in turn. */
    private static final int LEAST_SHARE = 8;

    /** The start of the queue that was served last. */
    private double served;

    /** What to ask one queue for. */
    record Ask(QueueWatch watch, int share) {}

    /** @param ready not empty, in no order that counts but among equals */
    List<Ask> divide(List<QueueWatch> ready, int wish) {
        if (ready.size() == 1) {
            QueueWatch only = ready.get(0);
            served = start(only);
            return List.of(ask(only, wish));
        }
        int count = Math.min(Math.min(ready.size(), MOST_QUEUES), Math.max(1, wish / LEAST_SHARE));
        List<QueueWatch> chosen = ready.stream()
                .sorted(Comparator.comparingDouble(this::start))
                .limit(count)
                .toList();
        served = start(chosen.get(0));
        long weights = chosen.stream().mapToLong(QueueWatch::weight).sum();
        List<Ask> asks = new ArrayList<>(count);
        int left = wish;
        for (QueueWatch watch : chosen.subList(1, count)) {
            int share = (int) Math.min(left - 1, Math.max(1, (long) wish * watch.weight() / weights));
            left -= share;
            if (share > 0) {
                asks.add(ask(watch, share));
            }
        }
        asks.add(0, ask(chosen.get(0), left));
        return asks;
    }

    private Ask ask(QueueWatch watch, int share) {
        watch.finish(start(watch) + (double) share / watch.weight());
        return new Ask(watch, share);
    }

    /** So many of those that were asked for did not come: they are not charged. */
    static void refund(QueueWatch watch, int jobs) {
        watch.finish(watch.finish() - (double) jobs / watch.weight());
    }

    private double start(QueueWatch watch) {
        return Math.max(served, watch.finish());
    }
}
