package io.queuectl.examples;

import io.queuectl.api.JobRequest;
import io.queuectl.api.JobType;
import io.queuectl.api.QueueRate;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API that takes 20 calls a second and 3 at a time, called by two nodes: the queue is limited in the database, so that no node needs to know of the
 * other.
 */
public final class RateLimitedApi {

    private static final int CALLS = 40;
    private static final int AT_ONCE = 3;
    private static final QueueRate RATE = QueueRate.perSecond(20).burst(5);
    private static final JobType<String> CALL = JobType.text("api.call");

    private RateLimitedApi() {}

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("rate")) {
            run(scratch.file("jobs.db"));
        }
    }

    private static void run(Path file) throws InterruptedException {
        Api api = new Api();
        try (QueueCtl one = node(file, api);
                QueueCtl other = node(file, api)) {
            one.queues().change("api", settings -> settings.maxRunning(AT_ONCE).rate(RATE));
            List<JobRequest> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(CALL.of("call " + i).queue("api"));
            }
            one.enqueueAll(calls);
            long start = System.nanoTime();
            one.start(workers -> workers.queue("api", 4));
            other.start(workers -> workers.queue("api", 4));
            Expect.equal("whether every call was made", true, api.called.await(30, TimeUnit.SECONDS));
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            Expect.equal("whether more calls were under way than allowed", false, api.most.get() > AT_ONCE);
            // Five permits were there at once, the others came 50 ms apart.
            Duration least = Duration.ofMillis(50L * (CALLS - RATE.burst()));
            Expect.equal("whether it took the time that the rate asks for", true, took.compareTo(least) >= 0);
            System.out.println(CALLS + " calls took " + took.toMillis() + " ms");
        }
    }

    private static QueueCtl node(Path file, Api api) {
        return QueueCtl.builder()
                .store(SqliteStore.open(file))
                .handle(CALL, (text, context) -> api.call())
                .build();
    }

    /** Somebody else's service, which counts. */
    private static final class Api {

        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch called = new CountDownLatch(CALLS);

        void call() throws InterruptedException {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            TimeUnit.MILLISECONDS.sleep(10);
            underWay.decrementAndGet();
            called.countDown();
        }
    }
}
