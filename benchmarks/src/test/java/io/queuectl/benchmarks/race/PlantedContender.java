package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.contender.Contender;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;
import java.time.Duration;

/**
 * A queue that keeps its jobs in a counter and works them off at its start, with one of them as a test plants it.
 *
 * @param planted what becomes of job 7
 */
record PlantedContender(Defect planted) implements Contender {

    /** Does with a job whatever it does, and answers whether the database then says that it is finished. */
    interface Defect {
        boolean work(Tally tally, int number);
    }

    private static final int VICTIM = 7;

    @Override
    public String name() {
        return "planted";
    }

    @Override
    public String setting() {
        return "default";
    }

    @Override
    public boolean runsOn(Database database) {
        return true;
    }

    @Override
    public Session create(Place place, Workload workload, Tally tally) {
        return new Planted(tally);
    }

    private final class Planted implements Session {

        private final Tally tally;
        private int enqueued;
        private int finished;

        Planted(Tally tally) {
            this.tally = tally;
        }

        @Override
        public Producer producer() {
            return number -> {
                enqueued++;
                return System.nanoTime();
            };
        }

        @Override
        public void enqueueAll(int from, int count) {
            enqueued += count;
        }

        @Override
        public void start() {
            for (int number = 0; number < enqueued; number++) {
                finished += work(number) ? 1 : 0;
            }
        }

        private boolean work(int number) {
            if (number == VICTIM) {
                return planted.work(tally, number);
            }
            tally.run(number);
            return true;
        }

        @Override
        public long unfinished() {
            return (long) enqueued - finished;
        }

        @Override
        public boolean awaitEmpty(Duration atMost) {
            return unfinished() == 0;
        }

        @Override
        public void stop() {}

        @Override
        public void close() {}
    }
}
