package io.queuectl.benchmarks.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.queuectl.benchmarks.contender.Burst;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ends of the lines, with peers that need no package: a list in memory, and such that break their promise. Skipped where there is no Node. */
final class NodeProcessTest {

    private static final int JOBS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Tally tally = new Tally(2 * JOBS, Duration.ZERO);

    @BeforeEach
    void copyScripts() throws IOException {
        assumeTrue(Programs.isHere("node"), "there is no Node here");
        for (String script : new String[] {"main.mjs", "clock.mjs"}) {
            Files.copy(Path.of("node", script), folder.resolve(script));
        }
        Files.createDirectories(folder.resolve("peers"));
    }

    @Test
    void aPeerThatRunsEachJobOnceIsBelieved() throws Exception {
        drain("handle(number)");
        assertThatCode(() -> tally.requireEachOnce(JOBS)).doesNotThrowAnyException();
    }

    @Test
    void aJobThatThePeerLosesIsSeen() throws Exception {
        drain("number === 7 || handle(number)");
        assertThatThrownBy(() -> tally.requireEachOnce(JOBS)).hasMessage("job 7 ran 0 times");
    }

    @Test
    void aJobThatThePeerRunsTwiceIsSeen() throws Exception {
        drain("handle(number); if (number === 7) handle(number)");
        assertThatThrownBy(() -> tally.requireEachOnce(JOBS)).hasMessage("job 7 ran 2 times");
    }

    @Test
    void producersCountWhatTheyDidAndTimesAreOfOurClock() throws Exception {
        try (Session session = open("handle(number)")) {
            session.start();
            Burst burst = session.enqueue(3, 0, JOBS, PATIENCE);
            assertThat(burst.jobs()).isEqualTo(JOBS);
            assertThat(burst.rate()).isPositive();
            long before = System.nanoTime();
            long begun = session.producer().enqueue(JOBS);
            assertThat(tally.await(JOBS + 1, PATIENCE)).isTrue();
            assertThat(begun).isBetween(before, System.nanoTime());
            assertThat(tally.start(JOBS)).isBetween(begun, System.nanoTime());
            tally.requireEachOnce(JOBS + 1);
        }
    }

    @Test
    void whatAPeerFailsWithIsTold() throws Exception {
        try (Session session = open("throw new Error('no such table')")) {
            session.enqueueAll(0, 1);
            assertThatThrownBy(session::start).hasStackTraceContaining("no such table");
            assertThatThrownBy(session::unfinished).isInstanceOf(IOException.class);
        }
    }

    private void drain(String work) throws Exception {
        try (Session session = open(work)) {
            session.enqueueAll(0, JOBS);
            assertThat(session.unfinished()).isEqualTo(JOBS);
            session.start();
            assertThat(session.unfinished()).isZero();
            session.stop();
        }
    }

    /** @param work what is done with each {@code number} */
    private Session open(String work) throws IOException {
        Files.writeString(folder.resolve("peers/planted.mjs"), """
                export async function open(settings, handle) {
                  const jobs = [];
                  let working = false;
                  const run = (number) => { %s; };
                  const look = () => { while (working && jobs.length) run(jobs.shift()); };
                  return {
                    enqueue(number) { jobs.push(number); look(); },
                    bulk(from, count) { for (let i = 0; i < count; i++) jobs.push(from + i); },
                    start() { working = true; look(); },
                    unfinished: () => jobs.length,
                    stop() { working = false; },
                    close() {},
                  };
                }
                """.formatted(work));
        return new NodeSession(
                NodeProcess.start(folder, Map.of("peer", "planted", "mode", "default", "work", "0"), tally),
                tally,
                null);
    }
}
