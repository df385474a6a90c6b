package io.queuectl.benchmarks;

import io.queuectl.api.JobId;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several JVMs that work off one backlog together, beside one JVM alone. Each writes what it ran to a file of its own; at the end every job must be in one of
 * them exactly once, and completed in the database. Timed from the first start of a handler to the commit of the last settlement, by the
 * clock that all processes of a Linux host share.
 */
final class Together {

    private static final int SLOTS = 4;

    private Together() {}

    /** Arguments: jobs (300000), rounds (3), JVMs (3). */
    public static void main(String... line) throws Exception {
        Arguments arguments = Arguments.of(line);
        Report report = new Report();
        for (Database database : arguments.stores()) {
            measure(report, database, arguments.number(0, 300_000), arguments.number(1, 3), arguments.number(2, 3));
        }
        System.out.println(report.markdown());
    }

    /** The JVMs are new in every round, so that a discarded one before would warm up the server only: it is a tenth as long. */
    static void measure(Report report, Database database, int jobs, int rounds, int jvms) throws Exception {
        String backlog = String.format("%,d jobs", jobs);
        Series alone = new Series("drain of " + backlog + " by one JVM", "jobs/s");
        Series together = new Series("drain of " + backlog + " by " + jvms + " JVMs", "jobs/s");
        Series cost = new Series("the same by one JVM, whole machine", "CPU s/10k jobs");
        Series costTogether = new Series("the same by " + jvms + " JVMs, whole machine", "CPU s/10k jobs");
        drain(database, Math.max(1, jobs / 10), jvms, new Series("", ""));
        for (int round = 0; round < rounds; round++) {
            alone.add(drain(database, jobs, 1, cost));
            together.add(drain(database, jobs, jvms, costTogether));
        }
        report.median(database, alone);
        report.median(database, together);
        report.ratio(database, jvms + " JVMs to one", together, alone);
        report.median(database, cost);
        report.median(database, costTogether);
    }

    private static double drain(Database database, int jobs, int jvms, Series cost) throws Exception {
        try (Place place = database.fresh();
                Scratch scratch = new Scratch()) {
            List<JobId> ids;
            try (JobStore store = place.open()) {
                ids = Backlog.fill(store, jobs);
            }
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < jvms; i++) {
                files.add(scratch.file("ran-" + i));
            }
            double rate = race(place, jobs, files, cost);
            Proof proof = new Proof(ids);
            for (Path file : files) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.forEach(id -> proof.ran(new JobId(id)));
                }
            }
            try (JobStore store = place.open()) {
                proof.check(store);
            }
            return rate;
        }
    }

    private static double race(Place place, int jobs, List<Path> files, Series cost) throws Exception {
        List<SecondJvm> jvms = new ArrayList<>();
        ExecutorService listeners = Executors.newCachedThreadPool();
        try {
            for (Path file : files) {
                jvms.add(SecondJvm.start(Worker.class, place.database(), place.sharedLocation(), file.toString()));
            }
            for (SecondJvm jvm : jvms) {
                jvm.hear();
            }
            MachineTime time = new MachineTime();
            Finish finish = new Finish(jobs);
            jvms.forEach(jvm -> jvm.tell("start"));
            List<Future<?>> heard = new ArrayList<>();
            for (SecondJvm jvm : jvms) {
                heard.add(listeners.submit(() -> finish.follow(jvm)));
            }
            double rate = finish.await();
            cost.add(time.seconds() * 10_000 / jobs);
            for (SecondJvm jvm : jvms) {
                jvm.finish();
            }
            for (Future<?> listener : heard) {
                listener.get();
            }
            return rate;
        } finally {
            jvms.forEach(SecondJvm::close);
            listeners.shutdown();
        }
    }

    /** What the JVMs told of how far they are. */
    private static final class Finish {

        private final int jobs;

        /** All guarded by this. */
        private long settled;

        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private @Nullable IOException broken;

        Finish(int jobs) {
            this.jobs = jobs;
        }

        /** Reads what a JVM says, until it has ended. */
        void follow(SecondJvm jvm) {
            try {
                read(jvm);
            } catch (IOException e) {
                fail(e);
            }
        }

        private void read(SecondJvm jvm) throws IOException {
            long before = 0;
            for (String[] words = jvm.hear().split(" ");
                    !words[0].equals("end");
                    words = jvm.hear().split(" ")) {
                long count = Long.parseLong(words[1]);
                heard(words[0].equals("first"), count - before, Long.parseLong(words[2]));
                before = count;
            }
        }

        private synchronized void heard(boolean start, long more, long at) {
            first = start ? Math.min(first, at) : first;
            last = Math.max(last, at);
            settled += more;
            notifyAll();
        }

        private synchronized void fail(IOException e) {
            broken = e;
            notifyAll();
        }

        /** Waits until all are done and answers how many a second were. @throws IOException if a JVM broke off */
        synchronized double await() throws IOException, InterruptedException {
            while (settled < jobs && broken == null) {
                wait();
            }
            if (broken != null) {
                throw new IOException("a JVM broke off with " + settled + " of " + jobs + " jobs settled", broken);
            }
            return jobs * 1e9 / (last - first);
        }
    }

    /** One of the JVMs: works until nothing more is to be read. */
    static final class Worker {

        private Worker() {}

        public static void main(String... arguments) throws Exception {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            CountingStore store = new CountingStore(Database.named(arguments[0]).open(orders.readLine()));
            AtomicLong first = new AtomicLong();
            try (BufferedWriter ran = Files.newBufferedWriter(Path.of(arguments[1]))) {
                QueueCtl queue = QueueCtl.builder()
                        .store(store)
                        .handle(Backlog.NOTHING, (text, context) -> {
                            first.compareAndSet(0, System.nanoTime());
                            synchronized (ran) {
                                ran.write(context.id().text());
                                ran.newLine();
                            }
                        })
                        .build();
                try (queue) {
                    System.out.println("ready");
                    orders.readLine();
                    queue.start(workers -> workers.queue("default", SLOTS));
                    Thread teller = new Thread(() -> tell(store, first), "settled");
                    teller.setDaemon(true);
                    teller.start();
                    orders.readLine();
                    teller.interrupt();
                    teller.join();
                }
            }
            System.out.println("end");
        }

        /** Says after each settlement how many there are. */
        private static void tell(CountingStore store, AtomicLong first) {
            try {
                long settled = store.awaitSettled(1);
                System.out.println("first 0 " + first.get());
                while (true) {
                    System.out.println("settled " + settled + " " + System.nanoTime());
                    settled = store.awaitSettled(settled + 1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
