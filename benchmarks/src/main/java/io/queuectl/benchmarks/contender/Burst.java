package io.queuectl.benchmarks.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What producers got done.
 *
 * @param jobs the numbers from where they began on, without a gap
 */
public record Burst(int jobs, double seconds) {

    public double rate() {
        return jobs / seconds;
    }

    /** Each producer on a thread of its own takes the next number until the time is over. */
    static Burst run(Session session, int threads, int from, int atMost, Duration time) throws Exception {
        List<Session.Producer> producers = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < threads; i++) {
                producers.add(session.producer());
            }
            AtomicInteger next = new AtomicInteger();
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Callable<Integer>> loops = new ArrayList<>();
            for (Session.Producer producer : producers) {
                loops.add(() -> repeat(producer, next, from, atMost, end));
            }
            int done = 0;
            for (Future<Integer> loop : pool.invokeAll(loops)) {
                done += loop.get();
            }
            return new Burst(done, (System.nanoTime() - start) / 1e9);
        } finally {
            pool.shutdown();
            for (Session.Producer producer : producers) {
                producer.close();
            }
        }
    }

    private static int repeat(Session.Producer producer, AtomicInteger next, int from, int atMost, long end)
            throws Exception {
        int done = 0;
        while (System.nanoTime() - end < 0) {
            int mine = next.getAndIncrement();
            if (mine >= atMost) {
                break;
            }
            producer.enqueue(from + mine);
            done++;
        }
        return done;
    }
}
