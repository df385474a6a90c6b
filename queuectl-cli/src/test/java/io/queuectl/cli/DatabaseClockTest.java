package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.StopRequests;
import io.queuectl.cli.frame.Surroundings;
import io.queuectl.cli.frame.Terminals;
import io.queuectl.core.spi.JobStore;
import io.queuectl.store.sqlite.SqliteStore;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands write, and what they judge by time, goes by the clock of the database, whatever the clock of their host says. */
class DatabaseClockTest {

    /** A busy machine may take long over a command. */
    private static final int SOON = 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void aJobIsDueByTheClockOfTheDatabase(int hours) throws Exception {
        queuectl(hours, "enqueue", "--id", "now", "true");
        queuectl(hours, "enqueue", "--id", "later", "--delay", "1h", "true");

        Instant now = now();
        assertThat(job("now").runAt()).isCloseTo(now, within(SOON, ChronoUnit.MINUTES));
        assertThat(job("later").runAt()).isCloseTo(now.plus(1, ChronoUnit.HOURS), within(SOON, ChronoUnit.MINUTES));
    }

    @Test
    void soIsOneOfABatch() throws Exception {
        queuectl(2, "batch", "--when-completed", "echo done", "echo one");

        try (JobStore store = store()) {
            assertThat(store.queries().nextScheduled(now().plus(SOON, ChronoUnit.MINUTES)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void whatIsCancelledAndPutBackIsSoByTheClockOfTheDatabase(int hours) throws Exception {
        queuectl(0, "enqueue", "--id", "a", "true");
        queuectl(hours, "cancel", "a");
        Instant cancelled = job("a").finishedAt();
        queuectl(hours, "retry", "a");

        assertThat(cancelled).isCloseTo(now(), within(SOON, ChronoUnit.MINUTES));
        assertThat(job("a").runAt()).isCloseTo(now(), within(SOON, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit b --delay 1h", "edit --where queue=default --delay 1h"})
    void aChangedDelayCountsByTheClockOfTheDatabase(String words) throws Exception {
        queuectl(0, "enqueue", "--id", "b", "true");
        queuectl(2, words.split(" ", -1));

        assertThat(job("b").runAt()).isCloseTo(now().plus(1, ChronoUnit.HOURS), within(SOON, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void aScheduleTicksByTheClockOfTheDatabase(int hours) throws Exception {
        queuectl(hours, "schedule", "add", "tick", "--every", "1m", "true");

        try (JobStore store = store()) {
            ScheduleView tick = store.schedules().find("tick").orElseThrow();
            assertThat(tick.next()).isCloseTo(now(), within(SOON, ChronoUnit.MINUTES));
        }
    }

    @Test
    void whatIsOldIsSoByTheClockOfTheDatabase() throws Exception {
        queuectl(0, "enqueue", "--id", "young", "true");
        queuectl(0, "cancel", "young");
        queuectl(2, "purge", "--older-than", "1h", "--yes");
        queuectl(2, "delete", "--older-than", "1h");

        assertThat(job("young").state()).isEqualTo(JobState.CANCELLED);
        assertThat(queuectl(2, "export", "--older-than", "1h")).isEmpty();
    }

    @Test
    void whatHappenedSinceIsSoByTheClockOfTheDatabase() throws Exception {
        queuectl(0, "enqueue", "--id", "young", "true");

        assertThat(queuectl(2, "events", "--since", "1h", "-o", "ndjson")).contains("young");
    }

    @Test
    void aKeyIsExpiredByTheClockOfTheDatabase() throws Exception {
        queuectl(0, "enqueue", "--unique", "key", "--unique-for", "1h", "true");

        assertThat(answer(2, ExitCode.FAILED, "doctor", "-o", "ndjson"))
                .contains("ahead of the database")
                .doesNotContain("expired-keys");
    }

    private JobView job(String id) {
        return read(store -> store.queries().find(JobId.of(id)).orElseThrow());
    }

    private Instant now() {
        return read(store -> store.clock().instant());
    }

    private <T> T read(Function<JobStore, T> question) {
        try (JobStore store = store()) {
            return question.apply(store);
        }
    }

    private JobStore store() {
        return SqliteStore.open(directory.resolve("queue.db"));
    }

    private String queuectl(int ahead, String... words) throws Exception {
        return answer(ahead, ExitCode.OK, words);
    }

    /** Runs a command on a host whose clock is so many hours ahead of that of the database. */
    private String answer(int ahead, ExitCode code, String... words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InstantSource clock = () -> InstantSource.system().instant().plus(Duration.ofHours(ahead));
        Surroundings outside = new Surroundings(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream()),
                Map.of("QUEUECTL_DB", "queue.db", "PATH", String.valueOf(System.getenv("PATH"))),
                directory,
                clock,
                Terminals.NONE,
                StopRequests.NONE);
        assertThat(Invocation.of(words).run(outside)).isEqualTo(code);
        outside.out().flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
