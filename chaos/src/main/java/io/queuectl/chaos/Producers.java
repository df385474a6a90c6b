package io.queuectl.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings jobs in one process after the other, some of which are killed while they do. Every second one adds all of its jobs in one transaction, the others each in
 * one of its own. Runs until it is closed.
 */
public final class Producers implements AutoCloseable {

    private final Cluster cluster;
    private final Function<String, Workload.Draft> workload;
    private final SplittableRandom dice;
    private final int jobsEach;
    private final Thread thread;
    private volatile boolean over;
    private volatile boolean toKill;
    private volatile @Nullable Throwable failure;
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger added = new AtomicInteger();

    private Producers(Cluster cluster, Function<String, Workload.Draft> workload, int jobsEach) {
        this.cluster = cluster;
        this.workload = workload;
        this.jobsEach = jobsEach;
        dice = cluster.dice("producers");
        thread = new Thread(this::produce, "chaos-producers");
        thread.setUncaughtExceptionHandler((any, thrown) -> failure = thrown);
    }

    /**
     * Begins.
     *
     * @param workload makes a job of a name
     * @param jobsEach how many a process brings; twice as many wait at most before it does
     */
    public static Producers start(Cluster cluster, Function<String, Workload.Draft> workload, int jobsEach) {
        Producers producers = new Producers(cluster, workload, jobsEach);
        producers.thread.start();
        return producers;
    }

    /** Has the next process killed while it brings jobs. */
    public void killOne() {
        toKill = true;
    }

    /** How many were killed. */
    public int killed() {
        return killed.get();
    }

    /** How many jobs they were told are there. */
    public int acknowledged() {
        return added.get();
    }

    private void produce() {
        while (!over) {
            if (added.get() - cluster.told().starts() < 2 * jobsEach) {
                bring();
            } else {
                Patience.pass(Duration.ofMillis(20));
            }
        }
    }

    private void bring() {
        String name = "p" + cluster.serial();
        List<Workload.Draft> jobs = new ArrayList<>();
        for (int i = 0; i < jobsEach; i++) {
            jobs.add(workload.apply(name + "." + i));
        }
        Program program =
                dice.nextBoolean() ? cluster.enqueue(name, jobs) : cluster.enqueue(name, jobs, "--wait", "10s");
        if (toKill) {
            Patience.until(Duration.ofMillis(200 + dice.nextInt(700)), () -> !program.isAlive());
            if (program.isAlive()) {
                program.kill();
                killed.incrementAndGet();
                toKill = false;
            }
        }
        int code = program.end();
        List<String> ids = program.lines();
        ids.forEach(id -> cluster.notebook().acknowledged(name, id));
        added.addAndGet(ids.size());
        if (code == 0 && ids.size() < jobs.size()) {
            throw new AssertionError("of " + jobs.size() + " jobs " + ids.size() + " were told of");
        }
    }

    /**
     * Ends with the process that is under way.
     *
     * @throws AssertionError if one did what it must not
     */
    public void end() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new AssertionError("producers ended before their time", failure);
        }
    }

    @Override
    public void close() {
        end();
    }
}
