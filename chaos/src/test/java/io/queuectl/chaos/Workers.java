package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** So many workers, of whom one or the other is put in the place of one that is gone. Thread-safe as long as each place is one thread's. */
final class Workers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final String[] options;
    private final AtomicReferenceArray<Program> workers;

    Workers(Cluster cluster, int count, String... options) {
        this.cluster = cluster;
        this.options = options;
        workers = new AtomicReferenceArray<>(count);
        for (int place = 0; place < count; place++) {
            replace(place);
        }
    }

    int count() {
        return workers.length();
    }

    Program at(int place) {
        return workers.get(place);
    }

    /** Has another one work in that place. */
    void replace(int place) {
        workers.set(place, cluster.worker(options));
    }

    /** One of them, and where: mostly one that has jobs. */
    int some(SplittableRandom dice) {
        int place = dice.nextInt(workers.length());
        if (dice.nextInt(5) > 0) {
            awaitBusy(place);
        }
        return place;
    }

    /** Waits until the worker there runs something. */
    void awaitBusy(int place) {
        Program worker = workers.get(place);
        Patience.until(PATIENCE, () -> !cluster.told().under(worker.pid()).isEmpty());
    }

    List<Program> all() {
        List<Program> all = new ArrayList<>();
        for (int place = 0; place < workers.length(); place++) {
            all.add(workers.get(place));
        }
        return all;
    }

    /** Ends all of them in good order, once they have begun. */
    void end() {
        all().forEach(worker -> worker.shows("started (pid"));
        all().forEach(worker -> worker.signal("TERM"));
        all().forEach(worker -> assertThat(worker.end()).as(worker.said()).isZero());
    }
}
