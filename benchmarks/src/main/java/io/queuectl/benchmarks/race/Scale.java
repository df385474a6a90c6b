package io.queuectl.benchmarks.race;

import java.time.Duration;
import java.util.List;

/**
 * How much of everything.
 *
 * @param rounds that count
 * @param jobs of a drain
 * @param slowJobs of a drain whose jobs take their time
 * @param first how many jobs of a large backlog are timed
 * @param time of whatever goes on for a time
 * @param cap after which a slow contender is stopped, and its rate is of what it did
 * @param fill how long a slow contender may take to be given its jobs
 * @param pickUps how many are timed at most
 */
record Scale(
        int rounds,
        int jobs,
        int slowJobs,
        int first,
        Duration time,
        Duration cap,
        Duration fill,
        int pickUps,
        Curves curves) {

    /** The sizes of curves. */
    record Curves(List<Integer> backlogs, List<Integer> finished, List<Integer> processes, List<Integer> queues) {}

    /** How long one job may take to be picked up: some look every fifteen seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    static final Scale FULL = new Scale(
            3,
            100_000,
            40_000,
            50_000,
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            400,
            new Curves(
                    List.of(10_000, 100_000, 1_000_000),
                    List.of(0, 1_000_000, 5_000_000),
                    List.of(1, 2, 3, 4),
                    List.of(1, 10, 100, 1_000)));

    static final Scale QUICK = new Scale(
            3,
            30_000,
            10_000,
            20_000,
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            40,
            new Curves(List.of(10_000, 100_000), List.of(0, 200_000), List.of(1, 2), List.of(1, 100)));

    /** Of a sweep, which takes many steps. */
    static final Scale SWEEP = new Scale(
            2,
            50_000,
            10_000,
            20_000,
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(8),
            40,
            QUICK.curves());

    static final Scale SMOKE = new Scale(
            1,
            300,
            100,
            200,
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            3,
            new Curves(List.of(300, 1_000), List.of(0, 500), List.of(1, 2), List.of(1, 10)));

    /**
     * Of the round before those that count. Where something goes on for a time it goes on for long: a few thousand calls a second keep the JVM compiling
     * for ten seconds and more, on a processor that the databases want as well.
     */
    Scale warmUp() {
        return new Scale(
                1,
                Math.max(20, jobs / 4),
                Math.max(20, slowJobs / 10),
                first,
                time.multipliedBy(10),
                cap.dividedBy(4),
                fill.dividedBy(4),
                Math.max(2, pickUps / 2),
                curves);
    }

    Scale rounds(int count) {
        return new Scale(count, jobs, slowJobs, first, time, cap, fill, pickUps, curves);
    }

    /** Stops a slow contender after that time, and as long after it began to be given its jobs. */
    Scale cap(Duration other) {
        return new Scale(rounds, jobs, slowJobs, first, time, other, other, pickUps, curves);
    }
}
