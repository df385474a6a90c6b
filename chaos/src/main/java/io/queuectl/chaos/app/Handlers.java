package io.queuectl.chaos.app;

import io.queuectl.api.JobHandler;
import io.queuectl.api.JobType;
import io.queuectl.chaos.Database;
import io.queuectl.chaos.Patience;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.StoreProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node whose handlers do what no command of a shell can: use up the memory, run out of stack, end their thread, and hear no interrupt. Beside them good ones. Ends when
 * nothing is left to do.
 */
public final class Handlers {

    /** What each job does. */
    static final JobType<String> GOOD = JobType.text("good");

    static final JobType<String> HOARD = JobType.text("hoard");
    static final JobType<String> RECURSE = JobType.text("recurse");
    static final JobType<String> DIE = JobType.text("die");
    static final JobType<String> DEAF = JobType.text("deaf");

    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration DEAF_FOR = Duration.ofSeconds(2);
    private static final int PIECE = 1 << 20;

    private Handlers() {}

    /** {@code LOCATION enqueue GOOD BAD}: adds so many good jobs, and so many bad ones of each sort between them. {@code LOCATION work}: works them off. */
    public static void main(String[] arguments) throws InterruptedException {
        Database database = new Database(arguments[0]);
        QueueCtlBuilder builder = QueueCtl.builder()
                .store(database.open(StoreProvider.OpenMode.WRITE))
                .lease(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(100))
                .maxAttempts(2)
                .backoff(Backoff.fixed(Duration.ofMillis(100)));
        try (QueueCtl queue = handlers(builder).build()) {
            if (arguments[1].equals("enqueue")) {
                enqueue(queue, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            } else {
                queue.start(workers -> workers.queue("default", 4));
                while (database.unfinished() > 0) {
                    Patience.pass(Duration.ofMillis(200));
                }
            }
        }
    }

    private static QueueCtlBuilder handlers(QueueCtlBuilder builder) {
        return builder.handle(GOOD, (text, context) -> {})
                .handle(HOARD, (text, context) -> hoard())
                .handle(RECURSE, (text, context) -> context.progress(recurse(0), "deep"))
                .handle(DIE, die())
                .handle(DEAF, (text, context) -> deaf(), on -> on.timeout(LIMIT));
    }

    private static void enqueue(QueueCtl queue, int good, int bad) {
        for (int i = 0; i < good; i++) {
            queue.enqueue(GOOD.of("good").id("good" + i));
            if (i < bad) {
                for (JobType<String> type : List.of(HOARD, RECURSE, DIE, DEAF)) {
                    queue.enqueue(type.of("bad").id(type.kind() + i));
                }
            }
        }
    }

    private static void hoard() {
        List<byte[]> hoard = new ArrayList<>();
        while (hoard.size() < Integer.MAX_VALUE) {
            hoard.add(new byte[PIECE]);
        }
    }

    private static double recurse(int depth) {
        return depth < 0 ? depth : 1 + recurse(depth + 1);
    }

    /** By name: later JDKs warn of it, and will be without. */
    private static JobHandler<String> die() {
        return (text, context) -> {
            throw Class.forName("java.lang.ThreadDeath")
                    .asSubclass(Error.class)
                    .getConstructor()
                    .newInstance();
        };
    }

    private static void deaf() {
        long until = System.nanoTime() + DEAF_FOR.toNanos();
        while (System.nanoTime() < until) {
            Thread.interrupted();
            Thread.onSpinWait();
        }
    }
}
