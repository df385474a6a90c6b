package io.queuectl.cli.bench;

import io.queuectl.api.JobType;
import io.queuectl.cli.bench.Figures.PickUp;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Measures how soon a worker that has nothing to do starts a job that is enqueued in its process. */
final class PickUps {

    private static final JobType<String> PING = JobType.text("ping");
    private static final String QUEUE = "pick-up";
    private static final int MOST = 2_000;
    private static final long GLANCE_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PickUps() {}

    /** @param store closed at the end */
    static PickUp measure(JobStore store, Part part) throws InterruptedException {
        LinkedBlockingQueue<Long> started = new LinkedBlockingQueue<>();
        QueueCtl worker = QueueCtl.builder()
                .store(store)
                .name("bench")
                .grace(Duration.ofSeconds(1))
                .handle(PING, (text, context) -> started.add(System.nanoTime()))
                .build();
        try (worker) {
            worker.start(workers -> workers.queue(QUEUE, 1));
            List<Long> nanos = new ArrayList<>();
            Watch watch = part.start();
            do {
                rest(nanos.size());
                long before = System.nanoTime();
                worker.enqueue(PING.of("ping").queue(QUEUE));
                nanos.add(taken(started, new Part(PATIENCE, part.stopped()).start()) - before);
            } while (watch.goesOn() && nanos.size() < MOST);
            return of(nanos);
        }
    }

    /** Long enough to be idle again, and of uneven length, so as not to keep step with a timer. */
    private static void rest(int turn) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + turn % 17));
    }

    private static long taken(LinkedBlockingQueue<Long> started, Watch patience) throws InterruptedException {
        Long at = null;
        while (at == null) {
            if (!patience.goesOn()) {
                throw new IllegalStateException("a job was not picked up within " + PATIENCE.toSeconds() + " s");
            }
            at = started.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return at;
    }

    private static PickUp of(List<Long> nanos) {
        Collections.sort(nanos);
        return new PickUp(
                Duration.ofNanos(nanos.get(nanos.size() / 2)),
                Duration.ofNanos(nanos.get((int) Math.min(nanos.size() - 1L, nanos.size() * 99L / 100))),
                nanos.size());
    }
}
