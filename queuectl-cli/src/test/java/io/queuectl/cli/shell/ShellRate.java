package io.queuectl.cli.shell;

import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.JobFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A measurement, run by hand: how many {@code true} jobs a second the executor runs on 8 threads, beside the bare
 * ProcessBuilder loop on as many, in turns of a second in the same JVM. The first argument is how many turns.
 */
final class ShellRate {

    private static final int THREADS = 8;
    private static final long TURN_NANOS = 1_000_000_000;

    private ShellRate() {}

    public static void main(String[] args) throws InterruptedException {
        ShellExecutor executor = new ShellExecutor(ShellSettings.DEFAULT, InstantSource.system());
        Claim claim = new JobFixtures()
                .claim()
                .payload(ShellJob.capture("true", Map.of(), Path.of(""), ShellJob.DEFAULT_SHELL, System.getenv())
                        .payload())
                .build();
        int turns = args.length == 0 ? 10 : Integer.parseInt(args[0]);
        for (int turn = 0; turn < turns; turn++) {
            double bare = rate(ShellRate::runBare);
            double jobs = rate(() -> run(executor, claim));
            System.out.printf(Locale.ROOT, "bare %.0f/s, jobs %.0f/s, ratio %.2f%n", bare, jobs, jobs / bare);
        }
    }

    private static void runBare() throws IOException, InterruptedException {
        if (new ProcessBuilder("sh", "-c", "true").start().waitFor() != 0) {
            throw new IllegalStateException("true failed");
        }
    }

    private static void run(ShellExecutor executor, Claim claim) throws InterruptedException {
        Outcome outcome = executor.execute(claim, new RecordingContext(claim));
        if (!outcome.equals(Outcome.completed())) {
            throw new IllegalStateException("true failed: " + outcome);
        }
    }

    private static double rate(Step step) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(THREADS);
        long start = System.nanoTime();
        for (int i = 0; i < THREADS; i++) {
            new Thread(
                            () -> {
                                repeat(step, start + TURN_NANOS, done);
                                ended.countDown();
                            },
                            "rate-" + i)
                    .start();
        }
        ended.await();
        return done.get() * 1e9 / (System.nanoTime() - start);
    }

    private static void repeat(Step step, long until, AtomicLong done) {
        try {
            while (System.nanoTime() < until) {
                step.run();
                done.incrementAndGet();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the measurement is void", e);
        }
    }

    /** One start of a process. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
