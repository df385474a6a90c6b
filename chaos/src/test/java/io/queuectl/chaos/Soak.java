package io.queuectl.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A cluster under an even load for long: one worker that nothing is done to and that is watched, and two that are killed, stopped past their lease, ended and
 * replaced; a queue that is paused and resumed. Finished jobs are kept by number, so that the database has a size to keep. The one that is watched collects its
 * garbage after each fault: H2 leaves the sockets of clients that were killed to that. For one thread.
 */
final class Soak {

    private static final int JOBS_A_SECOND = Integer.getInteger("soak.rate", 20);
    private static final int SECONDS_A_BATCH = 5;
    private static final int BATCHES_A_FAULT = 6;

    /** Of each end as many as come in a few minutes: three of a hundred jobs die. */
    private static final Map<String, Integer> KEPT = Map.of("completed", 2_000, "dead", 100, "cancelled", 100);

    private static final String[] OPTIONS = {"-n", "4", "--lease", "5s", "--quiet"};

    private final Cluster cluster;
    private final SplittableRandom dice;
    private final Workload workload;
    private final List<Vitals> samples = new ArrayList<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private int killed;
    private int stopped;
    private int ended;
    private int paused;
    private long seconds;

    Soak(Cluster cluster) {
        this.cluster = cluster;
        dice = cluster.dice("soak");
        workload = new Workload(cluster.dice("jobs"), 0.01, 0.1);
    }

    String store() {
        return cluster.place().name().toLowerCase(Locale.ROOT);
    }

    List<Vitals> samples() {
        return samples;
    }

    /** What was lost or grew. */
    List<String> faults() {
        return faults;
    }

    String text() {
        return "%d jobs acknowledged in %d s, %d runs; %d workers killed, %d stopped past their lease, %d ended; queue paused %d times; %s; %d faults"
                .formatted(
                        acknowledged.size(),
                        seconds,
                        cluster.told().starts(),
                        killed,
                        stopped,
                        ended,
                        paused,
                        usual(),
                        faults.size());
    }

    Soak run(int minutes) {
        KEPT.forEach((state, kept) -> cluster.run("config", "set", state + "_retention_count", Integer.toString(kept)));
        Program steady = cluster.worker(OPTIONS);
        steady.shows("started");
        Workers others = new Workers(cluster, 2, OPTIONS);
        long begin = System.nanoTime();
        for (int batch = 0; seconds(begin) < minutes * 60L; batch++) {
            bring(batch);
            if (batch % BATCHES_A_FAULT == BATCHES_A_FAULT - 1) {
                harm(others);
                steady.collectGarbage();
            }
            long next = (batch + 1L) * SECONDS_A_BATCH;
            Patience.until(Duration.ofSeconds(SECONDS_A_BATCH), () -> seconds(begin) >= next);
            samples.add(Vitals.of(seconds(begin), steady, cluster));
        }
        seconds = seconds(begin);
        cluster.run("resume", Workload.SIDE);
        cluster.awaitQuiet(Duration.ofMinutes(2));
        if (steady.signal("TERM").end() != 0) {
            faults.add("the steady worker did not end well: " + steady.said());
        }
        others.end();
        judge();
        return this;
    }

    private static long seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }

    private void bring(int batch) {
        String name = "b" + batch;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < JOBS_A_SECOND * SECONDS_A_BATCH; i++) {
            lines.add(workload.draft(name + "." + i).json());
        }
        Path file = cluster.directory().resolve("said").resolve(name + ".jobs");
        try {
            Files.write(file, lines);
            acknowledged.addAll(cluster.run("enqueue", "--file", file.toString(), "-o", "id"));
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void harm(Workers others) {
        int victim = others.some(dice);
        Program worker = others.at(victim);
        switch (dice.nextInt(4)) {
            case 0 -> {
                cluster.kill(worker);
                others.replace(victim);
                killed++;
            }
            case 1 -> {
                worker.signal("STOP");
                Patience.pass(Duration.ofSeconds(7));
                worker.signal("CONT");
                stopped++;
            }
            case 2 -> {
                worker.signal("TERM").end();
                others.replace(victim);
                ended++;
            }
            default -> {
                cluster.run("pause", Workload.SIDE);
                Patience.pass(Duration.ofSeconds(2));
                cluster.run("resume", Workload.SIDE);
                paused++;
            }
        }
    }

    private void judge() {
        Set<String> done = new HashSet<>();
        cluster.told().runs().stream().filter(run -> run.ended() > 0).forEach(run -> done.add(run.job()));
        long lost = acknowledged.stream().filter(id -> !done.contains(id)).count();
        if (lost > 0) {
            faults.add(lost + " acknowledged jobs never ran to their end");
        }
        faults.addAll(Vitals.grown(samples));
        faults.addAll(cluster.traces());
    }

    private String usual() {
        List<String> texts = new ArrayList<>();
        for (Vitals.Metric metric : Vitals.Metric.values()) {
            texts.add("%s %.0f -> %.0f %s"
                    .formatted(
                            metric.text(),
                            Vitals.median(samples, metric, 1),
                            Vitals.median(samples, metric, 3),
                            metric.unit()));
        }
        return String.join(", ", texts);
    }
}
