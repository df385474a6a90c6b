package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobView;
import io.queuectl.api.LogLine;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.PageRequest.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A queue that moves from one database into another: complete, once, and however often the move breaks off. */
@Execution(ExecutionMode.CONCURRENT)
class CopyIT {

    private static final boolean LONG = Boolean.getBoolean("queuectl.stress");
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    private CommandLine cli;

    @BeforeEach
    void open() {
        cli = CommandLine.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        cli.close();
    }

    /** Each store as source and as target; every pair under the stress profile. */
    static Stream<Arguments> pairs() {
        return LONG
                ? everyPair()
                : Stream.of(
                        Arguments.of(TestedStore.SQLITE, TestedStore.POSTGRES),
                        Arguments.of(TestedStore.POSTGRES, TestedStore.H2),
                        Arguments.of(TestedStore.H2, TestedStore.SQLITE));
    }

    /** What is written to the file is the same for every store. */
    static Stream<Arguments> pairsOfAFile() {
        return LONG ? everyPair() : Stream.of(Arguments.of(TestedStore.POSTGRES, TestedStore.H2));
    }

    /** From the file one starts with to what one grows into. */
    static Stream<Arguments> pairsToBreak() {
        return LONG ? everyPair() : Stream.of(Arguments.of(TestedStore.SQLITE, TestedStore.POSTGRES));
    }

    private static Stream<Arguments> everyPair() {
        return Stream.of(TestedStore.values())
                .flatMap(from -> Stream.of(TestedStore.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyJobIsThereWithHistoryLogAndSettings(TestedStore from, TestedStore to) throws IOException {
        try (TestedDatabase source = from.database(Files.createDirectory(directory.resolve("from")));
                TestedDatabase target = to.database(Files.createDirectory(directory.resolve("to")))) {
            cli.on(source.location());
            seed();
            List<Kept> before = kept(source);
            String schedules = cli.run("schedule", "list", "-o", "csv").exits(0).out();

            cli.run("copy", "--to", target.location())
                    .exits(0)
                    .printsLine("dead +1 +1 +0 +1")
                    .says("the counts agree");
            assertThat(kept(target)).isEqualTo(before);
            assertThat(kept(source)).isEqualTo(before);
            cli.run("config", "get", "max_retries", "--db", target.location())
                    .exits(0)
                    .prints("7");
            cli.run("schedule", "list", "-o", "csv", "--db", target.location())
                    .exits(0)
                    .prints("cron @yearly in UTC,paused", schedules);

            cli.run("copy", "--from", source.location(), "--to", target.location())
                    .exits(0)
                    .printsLine("completed +3 +0 +3 +3");
            assertThat(kept(target)).isEqualTo(before);

            cli.on(target.location());
            cli.run("enqueue", "true").exits(0).printsLine("enqueued id=([7-9]|[1-9][0-9]+) .*");
            cli.run("dlq", "retry", "bad").exits(0);
            cli.run("worker", "start", "--until-empty", "-q", "default").exits(0);
            assertThat(target.jobs().attempts("bad")).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("pairsOfAFile")
    void whatIsExportedFromOneIsImportedIntoTheOtherOnceHoweverOften(TestedStore from, TestedStore to)
            throws IOException {
        try (TestedDatabase source = from.database(Files.createDirectory(directory.resolve("from")));
                TestedDatabase target = to.database(Files.createDirectory(directory.resolve("to")))) {
            cli.on(source.location());
            seed();
            List<Kept> before = kept(source);
            String lines = cli.run("export").exits(0).out();
            assertThat(lines.lines()).hasSize(before.size());
            Files.writeString(directory.resolve("jobs.ndjson"), lines);

            cli.on(target.location());
            cli.type(lines, "import").exits(0).prints("imported " + before.size() + " jobs");
            assertThat(kept(target)).isEqualTo(before);
            cli.run("import", "jobs.ndjson")
                    .exits(0)
                    .prints("imported 0 jobs; " + before.size() + " were there before");
            assertThat(kept(target)).isEqualTo(before);
            assertThat(cli.run("export").exits(0).out()).isEqualTo(lines);
        }
    }

    @ParameterizedTest
    @MethodSource("pairsToBreak")
    void aCopyThatIsKilledIsFinishedByRunningItAgain(TestedStore from, TestedStore to) throws IOException {
        try (TestedDatabase source = from.database(Files.createDirectory(directory.resolve("from")));
                TestedDatabase target = to.database(Files.createDirectory(directory.resolve("to")))) {
            cli.on(source.location());
            seed();
            cli.type("echo one of many\n".repeat(4_000), "enqueue", "--stdin", "--queue", "many")
                    .exits(0);
            List<Kept> before = kept(source);
            cli.run("migrate", "--db", target.location()).exits(0);

            int brokenOff = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                long enough = kill * 1_000L;
                Running copy = cli.start("copy", "--to", target.location());
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(5))
                        .ignoreExceptions()
                        .until(() -> !copy.isAlive() || target.jobs().count() >= enough);
                copy.kill();
                brokenOff += settled(target).count() < before.size() ? 1 : 0;
            }
            cli.run("copy", "--to", target.location()).exits(0).says("the counts agree");

            assertThat(brokenOff).as("copies that broke off").isPositive();
            assertThat(kept(target)).isEqualTo(before);
        }
    }

    @Test
    void whatADeadWorkerHeldIsTakenOverInTheTarget() {
        String sleep = "sleep 61" + System.nanoTime() % 1_000_000_000;
        cli.run("enqueue", "--id", "held", "echo run >> runs; " + sleep, "--db", "old.db")
                .exits(0);
        Running worker = cli.start("worker", "start", "--lease", "2s", "--db", "old.db");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(directory.resolve("runs")));
        cli.run("copy", "--from", "old.db", "--to", "new.db").refuses(4, "works on", "old.db");
        worker.kill();
        worker.end();

        cli.run("copy", "--from", "old.db", "--to", "new.db").exits(0).printsLine("processing +1 +1 +0 +1");
        cli.on("new.db");
        Running heir = cli.start("worker", "start", "--lease", "2s");
        cli.jobs().awaitJob("held", job -> job.counters().losses() == 1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readAllLines(directory.resolve("runs")).size() == 2);
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.endsWith(sleep) && !line.contains("runs")))
                .as("what the dead worker left running is gone, what runs is the heir's")
                .hasSize(1);
        cli.run("worker", "stop", "--now").exits(0);
        heir.end();
    }

    @Test
    void anotherJobUnderAnIdIsNamedAndTheRestIsCopied() {
        cli.run("enqueue", "--id", "same", "echo old", "--db", "old.db").exits(0);
        cli.run("enqueue", "--id", "own", "echo old", "--db", "old.db").exits(0);
        cli.run("enqueue", "--id", "same", "echo new", "--db", "new.db").exits(0);

        cli.run("copy", "--from", "old.db", "--to", "new.db")
                .exits(4)
                .says("error: 1 job was not copied: another job has the id or number there: same");
        cli.run("list", "--db", "new.db").exits(0).prints("own", "echo new");
        assertThat(new Database(directory.resolve("new.db").toString())
                        .job("same")
                        .payload()
                        .text())
                .contains("echo new");
    }

    @Test
    void aJobThatMovedOnSinceIsNamed() {
        cli.run("enqueue", "--id", "moved", "true", "--db", "old.db").exits(0);
        cli.run("copy", "--from", "old.db", "--to", "new.db").exits(0);
        cli.run("worker", "start", "--until-empty", "--db", "new.db").exits(0);

        cli.run("copy", "--from", "old.db", "--to", "new.db").exits(1).says("changed in one of the two since: moved");
    }

    @Test
    void theSourceIsNotChanged() {
        cli.run("enqueue", "--id", "a", "true", "--db", "old.db").exits(0);
        List<String> before = DatabaseDump.of(directory.resolve("old.db"));

        cli.run("copy", "--from", "old.db", "--to", "new.db").exits(0);
        assertThat(DatabaseDump.of(directory.resolve("old.db"))).isEqualTo(before);
    }

    @Test
    void oneDatabaseIsNoTwo() throws IOException {
        cli.run("enqueue", "a", "--db", "old.db").exits(0);
        Files.createSymbolicLink(directory.resolve("link.db"), Path.of("old.db"));

        cli.run("copy", "--from", "old.db", "--to", "./old.db").refuses(2, "old.db", "both source and target");
        cli.run("copy", "--from", "old.db", "--to", "link.db").refuses(2, "old.db", "both source and target");
        // the process's.
        cli.run("copy", "--from", "jdbc:sqlite:old.db", "--to", "old.db")
                .refuses(2, "old.db", "both source and target");
    }

    @Test
    void sourceAndTargetMustBeWhatThisBuildServes() {
        cli.run("copy", "--to", "new.db", "--from", "none.db").refuses(3, "none.db");
        assertThat(directory.resolve("new.db")).doesNotExist();
        cli.run("enqueue", "a", "--db", "old.db").exits(0);
        cli.run("enqueue", "a", "--db", "newer.db").exits(0);
        DatabaseDump.edit(
                directory.resolve("newer.db"),
                "INSERT INTO queuectl_schema SELECT 999, name, checksum, applied_at FROM queuectl_schema WHERE version = 1");

        cli.run("copy", "--from", "old.db", "--to", "newer.db").refuses(7, "newer.db", "999");
        cli.run("copy", "--from", "newer.db", "--to", "old.db").refuses(7, "newer.db", "999");
        cli.run("copy", "--from", "old.db").refuses(2, "--to");
    }

    /** After a process was killed: the file of H2 is not to be opened for some seconds, until its lock is known to be nobody's. */
    private static Database settled(TestedDatabase database) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> database.jobs().count() >= 0);
        return database.jobs();
    }

    /** Jobs in every state but processing, some with a past. */
    private void seed() {
        cli.run("config", "set", "max_retries", "7").exits(0);
        cli.run("schedule", "add", "yearly", "--cron", "@yearly", "--zone", "UTC", "true")
                .exits(0);
        cli.run("schedule", "add", "hourly", "--every", "1h", "true").exits(0);
        cli.run("schedule", "pause", "yearly").exits(0);
        cli.run("enqueue", "--id", "bad", "--max-retries", "1", "echo wrong >&2; exit 3")
                .exits(0);
        cli.type("echo hello\necho again\nprintf 'a\\tb\\033[1m'", "enqueue", "--stdin")
                .exits(0);
        cli.run("worker", "start", "--until-empty", "-q", "default").exits(0);
        cli.run(
                        "enqueue",
                        "--id",
                        "later",
                        "--queue",
                        "media",
                        "--priority=-3",
                        "--run-at",
                        "2037-01-01T00:00:00Z",
                        "true")
                .exits(0);
        cli.run("enqueue", "--id", "gone", "--queue", "media", "true").exits(0);
        cli.run("cancel", "gone").exits(0);
    }

    /** Everything that is kept of a job, but for the store's own positions in the log. */
    private record Kept(JobView job, List<Attempt> attempts, List<LogLine> log) {}

    private static List<Kept> kept(TestedDatabase database) {
        return database.jobs()
                .open(store -> Stream.iterate(
                                store.queries().list(JobFilter.ANY, PageRequest.first(Order.OLDEST_FIRST, 1_000)),
                                page -> page != null,
                                page -> page.next() == null
                                        ? null
                                        : store.queries()
                                                .list(
                                                        JobFilter.ANY,
                                                        PageRequest.first(Order.OLDEST_FIRST, 1_000)
                                                                .startingAfter(page.next())))
                        .flatMap(page -> page.jobs().stream())
                        .map(job -> new Kept(
                                job,
                                store.queries().attempts(job.id()),
                                store.queries().logs(job.id(), 0, 1_000).stream()
                                        .map(LogEntry::line)
                                        .toList()))
                        .toList());
    }
}
