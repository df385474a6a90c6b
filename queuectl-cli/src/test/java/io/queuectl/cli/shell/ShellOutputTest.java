package io.queuectl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.LogLine;
import io.queuectl.api.LogLine.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a command's output is kept, and that reading it holds nobody up. */
class ShellOutputTest {

    @TempDir
    private Path directory;

    private ShellRig rig;

    @BeforeEach
    void setUp() {
        rig = new ShellRig(directory);
    }

    @Test
    void bothStreamsAreKeptInTheOrderTheyWereWritten() throws InterruptedException {
        List<LogLine> lines = rig.run("echo a; sleep 0.2; echo b >&2; sleep 0.2; echo c; sleep 0.2; echo d >&2")
                .completes()
                .context()
                .lines();

        assertThat(lines).extracting(LogLine::text).containsExactly("a", "b", "c", "d");
        assertThat(lines).extracting(LogLine::stream).containsExactly(Stream.OUT, Stream.ERR, Stream.OUT, Stream.ERR);
    }

    @Test
    void everyLineHasTheTimeItWasWritten() throws InterruptedException {
        Instant before = Instant.now();
        List<LogLine> lines =
                rig.run("echo a; sleep 0.5; echo b").completes().context().lines();

        Instant first = lines.get(0).at();
        assertThat(first).isBetween(before, Instant.now());
        assertThat(Duration.between(first, lines.get(1).at())).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void linesWithoutAnEndAreLinesToo() throws InterruptedException {
        List<LogLine> lines =
                rig.run("printf 'a\\n\\nb'; printf c >&2").completes().context().lines();

        assertThat(lines)
                .filteredOn(line -> line.stream() == Stream.OUT)
                .extracting(LogLine::text)
                .containsExactly("a", "", "b");
        assertThat(lines)
                .filteredOn(line -> line.stream() == Stream.ERR)
                .extracting(LogLine::text)
                .containsExactly("c");
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws InterruptedException {
        assertThat(rig.run("printf 'ok\\377\\000\\303\\244\\n\\342\\202'")
                        .completes()
                        .context()
                        .texts())
                .containsExactly("ok\uFFFD\uFFFDä", "\uFFFD");
    }

    @Test
    void endlessOutputIsKeptAtItsHeadAndTail() throws InterruptedException {
        RecordingContext context = rig.run("seq 1 1400000").completes().context();

        List<String> texts = context.texts();
        assertThat(texts).startsWith("1", "2", "3").endsWith("1399999", "1400000");
        List<LogLine> marks = context.lines().stream()
                .filter(line -> line.stream() == Stream.LOG)
                .toList();
        assertThat(marks).hasSize(1);
        assertThat(marks.get(0).text()).matches("… [0-9,]+ bytes in [0-9,]+ lines cut here …");
        int mark = context.lines().indexOf(marks.get(0));
        int head = Integer.parseInt(texts.get(mark - 1));
        int tail = Integer.parseInt(texts.get(mark + 1));
        assertThat(marks.get(0).text()).contains(String.format("in %,d lines", tail - head - 1));
        assertThat(context.text(Stream.OUT).length()).isLessThan(AttemptLog.HEAD + AttemptLog.TAIL);
        assertThat(texts.subList(0, mark))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, head)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void aHugeLineKeepsItsBeginning() throws InterruptedException {
        List<String> texts = rig.run("head -c 10000000 /dev/zero | tr '\\0' x; echo; echo after")
                .completes()
                .context()
                .texts();

        assertThat(texts).hasSize(2).endsWith("after");
        assertThat(texts.get(0)).startsWith("xxxx").endsWith(" bytes cut]").hasSizeLessThan(LogLine.MAX_TEXT);
        String kept = texts.get(0).replaceAll("[^x]", "");
        assertThat(texts.get(0)).contains("[" + (10_000_000 - kept.length()) + " bytes cut]");
    }

    @Test
    void outputIsWrittenWhileTheCommandRuns() {
        ShellRig.Started started = rig.start("echo begun; until test -e go; do sleep 0.1; done; echo ended");

        await().atMost(ShellRig.PATIENCE).until(() -> started.context().texts().equals(List.of("begun")));
        assertThat(started.outcome()).isNotDone();
        assertThat(directory.resolve("go").toFile().mkdir()).isTrue();
        started.awaitEnd();
        assertThat(started.context().texts()).containsExactly("begun", "ended");
    }

    @Test
    void linesAreWrittenInBatches() throws InterruptedException {
        assertThat(rig.run("seq 1 2000").completes().context().batches()).hasSizeLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo out; sleep 60 &", "sleep 60 & exit 0", "trap '' PIPE; sleep 60 >&2 & echo out"})
    void aBackgroundChildThatHoldsThePipeDelaysNobody(String command) throws InterruptedException {
        ShellRig.Ended ended = rig.run("echo $$ > pid; " + command).completes();

        assertThat(ended.took()).isLessThan(Duration.ofSeconds(2));
        assertThat(ended.context().texts()).isEqualTo(command.contains("out") ? List.of("out") : List.of());
        endLeftovers();
    }

    @Test
    void aBackgroundChildThatFloodsThePipeDelaysNobody() throws InterruptedException {
        ShellRig.Ended ended = rig.run("echo $$ > pid; yes & sleep 0.1; exit 0").completes();

        assertThat(ended.took()).isLessThan(Duration.ofSeconds(5));
        assertThat(ended.context().text(Stream.OUT).length()).isLessThan(AttemptLog.HEAD + AttemptLog.TAIL);
        JobGroup group = new JobGroup(rig.readPid("pid"), 0);
        await().atMost(ShellRig.PATIENCE).until(() -> group.living().isEmpty());
    }

    @Test
    void aChildThatEndsSoonAfterIsHeardOut() throws InterruptedException {
        assertThat(rig.run("echo a; (sleep 0.05; echo b) &")
                        .completes()
                        .context()
                        .texts())
                .containsExactly("a", "b");
    }

    private void endLeftovers() {
        new JobGroup(rig.readPid("pid"), 0).end(Duration.ZERO, () -> {});
    }
}
