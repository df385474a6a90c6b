package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobView;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StoreProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes with the same schedules on one database, killed with {@code kill -9} again and again: each tick has its one job, from the first to the last. For
 * stores that processes share and that are found through {@link StoreProvider}; one test class to extend.
 */
public abstract class ScheduleKillContract {

    private static final int KILLS = Boolean.getBoolean("queuectl.stress") ? 100 : 8;
    private static final int NODES = 3;

    private final List<Process> nodes = new ArrayList<>();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    /** Of a database of its own, empty or not there yet. */
    protected abstract String location();

    @AfterEach
    void endNodes() {
        nodes.forEach(Process::destroyForcibly);
    }

    @Test
    @Timeout(600)
    void eachTickHasOneJobThoughProcessesAreKilled() throws Exception {
        long seed = Long.getLong("queuectl.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        String location = location();
        for (int kill = 0; kill < KILLS; kill++) {
            while (nodes.size() < NODES) {
                nodes.add(start(location));
            }
            awaitRuns(random.nextInt(1, 6));
            assertThat(nodes).as("nodes before one is killed").allMatch(Process::isAlive);
            nodes.remove(random.nextInt(nodes.size())).destroyForcibly().waitFor();
        }
        awaitRuns(2 * ScheduleKillNode.NAMES.size());
        for (Process node : nodes) {
            node.getOutputStream().close();
        }
        for (Process node : nodes) {
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).as("a node stops").isTrue();
            assertThat(node.exitValue())
                    .as("exit value of a node that was not killed")
                    .isZero();
        }
        try (JobStore store = ScheduleKillNode.open(location, StoreProvider.OpenMode.READ)) {
            judge(store, seed);
        }
    }

    private static void judge(JobStore store, long seed) {
        List<JobView> jobs =
                StoreScenario.everyJob(store, JobFilter.ANY, PageRequest.Order.OLDEST_FIRST, PageRequest.MAX_LIMIT);
        System.out.printf("schedules: %d kills, %d jobs (seed %d)%n", KILLS, jobs.size(), seed);
        for (String name : ScheduleKillNode.NAMES) {
            List<Instant> ticks = jobs.stream()
                    .filter(job -> job.id().text().startsWith(name + ":"))
                    .map(job -> Schedule.tickOf(job.id()).orElseThrow())
                    .sorted()
                    .toList();
            List<Instant> expected = new ArrayList<>();
            for (int i = 0; i < ticks.size(); i++) {
                expected.add(ticks.get(0).plus(ScheduleKillNode.PERIOD.multipliedBy(i)));
            }
            assertThat(ticks)
                    .as("ticks of schedule %s (seed %d)", name, seed)
                    .isEqualTo(expected)
                    .hasSizeGreaterThan(KILLS / 2);
            assertThat(store.schedules().find(name).orElseThrow().lastTick())
                    .as("last tick of schedule %s (seed %d)", name, seed)
                    .isEqualTo(ticks.get(ticks.size() - 1));
        }
    }

    private void awaitRuns(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            assertThat(ran.poll(60, TimeUnit.SECONDS))
                    .as("a job that ran; nodes: %s", nodes)
                    .isNotNull();
        }
    }

    private Process start(String location) throws IOException {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScheduleKillNode.class.getName(),
                        location)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(() -> read(node), "queuectl-test-reader-" + node.pid());
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    private void read(Process node) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(ran::add);
        } catch (IOException | UncheckedIOException killed) {
            ran.add("killed");
        }
    }
}
