package io.queuectl.benchmarks;

import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Jobs that run {@code true}: one worker process with 8 slots, beside a bare loop of {@code ProcessBuilder} on 8 threads. */
final class ShellRate {

    private static final int THREADS = 8;

    private ShellRate() {}

    /** Arguments: jobs a round (2000), rounds (5). */
    public static void main(String[] arguments) throws Exception {
        int jobs = Arguments.number(arguments, 0, 2_000);
        int rounds = Arguments.number(arguments, 1, 5);
        Series bare = new Series("ProcessBuilder, 8 threads", "jobs/s");
        Series worker = new Series("queuectl worker, 8 slots", "jobs/s");
        bare(jobs);
        for (int round = 0; round < rounds; round++) {
            bare.add(bare(jobs));
            worker.add(worker(jobs));
        }
        System.out.println(bare);
        System.out.println(worker);
        System.out.printf("%-34s        %10.2f%n", "ratio of the medians", worker.median() / bare.median());
    }

    private static double bare(int jobs) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            long before = System.nanoTime();
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                runs.add(threads.submit(ShellRate::runTrue));
            }
            for (Future<Integer> run : runs) {
                if (run.get() != 0) {
                    throw new IOException("sh -c true failed");
                }
            }
            return jobs * 1e9 / (System.nanoTime() - before);
        } finally {
            threads.shutdown();
        }
    }

    private static int runTrue() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "true").start().waitFor();
    }

    private static double worker(int jobs) throws Exception {
        try (Scratch scratch = new Scratch()) {
            Path file = scratch.file("queue.db");
            Cli cli = new Cli(file);
            cli.feed(
                    IntStream.range(0, jobs).mapToObj(i -> "true\n").collect(Collectors.joining()),
                    "enqueue",
                    "--stdin");
            cli.run("worker", "start", "-n", Integer.toString(THREADS), "--until-empty");
            return rate(file, jobs);
        }
    }

    /** From the first start of an attempt to the last end, as the database has it. */
    private static double rate(Path file, int jobs) {
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        int seen = 0;
        try (JobStore store = SqliteStore.open(file)) {
            PageRequest request = PageRequest.first(PageRequest.Order.OLDEST_FIRST, 1_000);
            Page page = store.queries().list(JobFilter.ANY, request);
            while (true) {
                for (JobView job : page.jobs()) {
                    Instant started = job.startedAt();
                    Instant finished = job.finishedAt();
                    if (started != null && finished != null) {
                        seen++;
                        first = started.isBefore(first) ? started : first;
                        last = finished.isAfter(last) ? finished : last;
                    }
                }
                if (page.next() == null) {
                    break;
                }
                page = store.queries().list(JobFilter.ANY, request.startingAfter(page.next()));
            }
        }
        if (seen != jobs) {
            throw new IllegalStateException(seen + " of " + jobs + " jobs ran");
        }
        return jobs * 1e3 / Duration.between(first, last).toMillis();
    }
}
