package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workers are stopped past their leases while they run jobs, others take the jobs over, and the workers wake up: whatever they then say about the jobs is refused.
 *
 * <p>One worker is never stopped: it is there to take over, and on H2 serves the file to the others.
 */
@ExtendWith(Figures.class)
final class PauseIT {

    private static final int PAUSES = Integer.getInteger("chaos.pauses", 2);
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    static Stream<Place> places() {
        return Place.orElse(Place.POSTGRES);
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatAStoppedWorkerSaysLateIsRefused(Place place, Figures.Table figures) throws InterruptedException {
        try (Cluster cluster = Cluster.on(place, "pause")) {
            cluster.worker("-n", "2", "--lease", "1s").shows("started (pid");
            Workload workload = new Workload(cluster.dice("jobs"), 0.2, 1.5);
            Workers workers = new Workers(cluster, PAUSES < 20 ? 2 : 4, "-n", "2", "--lease", "1s");
            Pauses pauses = new Pauses(cluster, workers);
            try (Producers producers = Producers.start(cluster, workload::draft, 10)) {
                List<Thread> nurses = new ArrayList<>();
                for (int at = 0; at < workers.count(); at++) {
                    int own = at;
                    nurses.add(new Thread(() -> pauses.of(own), "chaos-pauses-" + own));
                }
                nurses.forEach(Thread::start);
                for (Thread nurse : nurses) {
                    nurse.join();
                }
                producers.end();
            }
            cluster.notebook().healed();
            cluster.awaitQuiet(Duration.ofMinutes(2));
            workers.end();
            Account account = Account.of(cluster, new Account.Terms(LEASE, 2));
            long accepted = pauses.takenOver.stream()
                    .map(run -> account.attempt(run.token()))
                    .filter(PauseIT::isAccepted)
                    .count();
            long refused = workers.all().stream()
                    .flatMap(worker -> worker.said().lines())
                    .filter(line -> line.contains("was taken over"))
                    .count();
            figures.add(
                    "SIGSTOP past the lease",
                    cluster,
                    "%d pauses past the lease, in which %d running jobs were taken over; %d late outcomes told of as refused, %d accepted; %d jobs acknowledged, %d attempts lost, %d second runs; %d faults"
                            .formatted(
                                    pauses.done.get(),
                                    pauses.takenOver.size(),
                                    refused,
                                    accepted,
                                    account.acknowledged(),
                                    account.lost(),
                                    account.secondRuns(),
                                    account.faults().size()));
            assertThat(account.faults()).as("seed %d", cluster.seed()).isEmpty();
            assertThat(accepted).isZero();
            assertThat(pauses.done).hasPositiveValue();
            assertThat(pauses.takenOver).hasSizeGreaterThanOrEqualTo(pauses.done.get());
        }
    }

    /** What was taken over ended as lost, whatever its first holder said. */
    private static boolean isAccepted(Attempt attempt) {
        return attempt == null || attempt.end() != AttemptEnd.LOST;
    }

    /** Until enough were done; a pause counts in which a job was taken over. */
    private static final class Pauses {
        private final Cluster cluster;
        private final Workers workers;
        private final Budget budget = Budget.of("chaos.pauses", PAUSES);
        private final AtomicInteger done = new AtomicInteger();

        /** What was lost runs alone on a node: where most of them sleep, it would wait for longer than anybody looks. */
        private final Semaphore asleep = new Semaphore(2);

        private final ConcurrentLinkedQueue<Told.Run> takenOver = new ConcurrentLinkedQueue<>();

        Pauses(Cluster cluster, Workers workers) {
            this.cluster = cluster;
            this.workers = workers;
        }

        void of(int place) {
            while (!budget.isSpent(done.get())) {
                workers.awaitBusy(place);
                asleep.acquireUninterruptibly();
                try {
                    pause(workers.at(place));
                } finally {
                    asleep.release();
                }
            }
        }

        private void pause(Program worker) {
            worker.signal("STOP");
            long since = Notebook.micros();
            List<Told.Run> held = cluster.told().under(worker.pid());
            Patience.until(PATIENCE, () -> held.isEmpty() || held.stream().anyMatch(this::isTakenOver));
            List<Told.Run> lost = held.stream().filter(this::isTakenOver).toList();
            worker.signal("CONT");
            cluster.notebook().troubled(worker.name(), since);
            if (!lost.isEmpty()) {
                takenOver.addAll(lost);
                done.incrementAndGet();
            }
        }

        private boolean isTakenOver(Told.Run run) {
            List<Told.Run> runs = cluster.told().of(run.job());
            return !runs.get(runs.size() - 1).token().equals(run.token());
        }
    }
}
