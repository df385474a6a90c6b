package io.queuectl.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Start;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.StopRequests;
import io.queuectl.cli.frame.Surroundings;
import io.queuectl.cli.frame.Terminals;
import io.queuectl.cli.shell.ShellJob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EnqueueInputTest {

    @TempDir
    Path directory;

    private byte[] stdin = {};
    private @Nullable List<String> tail;

    @Test
    void aTextIsACommandForTheShell() throws IOException {
        assertThat(commands("echo hello && ls | wc")).containsExactly("echo hello && ls | wc");
    }

    @Test
    void severalWordsAreTheArgumentsOfOneProgram() throws IOException {
        assertThat(commands("echo", "a b", "it's", "$HOME")).containsExactly("echo 'a b' 'it'\\''s' '$HOME'");
    }

    @Test
    void everythingAfterTwoDashesIsTheCommand() throws IOException {
        tail = List.of("{\"command\":", "-n", "");

        assertThat(commands()).containsExactly("'{\"command\":' -n ''");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"job0\",\"command\":\"echo hi\"}",
                "  { \"command\" : \"echo hi\" }",
                "{\n  \"cmd\": \"echo hi\"\n}",
                "\ufeff{\"command\":\"echo hi\",\"state\":\"pending\",\"attempts\":0,\"created_at\":null,\"updated_at\":{\"a\":[1]}}",
                "[{\"command\":\"echo hi\"}]"
            })
    void aTextThatStartsLikeJsonIsJson(String text) throws IOException {
        assertThat(commands(text)).containsExactly("echo hi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{ date; }", "[ -f x ] && echo y", "[[ a == b ]]", "{1,2}", "[1,2]", "[]", "{ echo; \"a\"; }"})
    void otherBracketsAreForTheShell(String text) throws IOException {
        assertThat(commands(text)).containsExactly(text);
    }

    @Test
    void shellTakesJsonAsACommand() throws IOException {
        assertThat(commands("--shell", "{\"a\",b}")).containsExactly("{\"a\",b}");
        assertThat(new JobSourceOf("--command", "{\"command\":\"x\"}").commands())
                .containsExactly("{\"command\":\"x\"}");
    }

    @Test
    void jsonFieldsAndTheirSynonymsReachTheJob() throws IOException {
        JobRequest request = only(
                "{\"id\":\"j\",\"cmd\":\"x\",\"retries\":5,\"base_backoff\":3,\"timeout\":90,\"next_run_at\":\"2026-11-22T14:00:00+01:00\","
                        + "\"priority\":-4,\"queue\":\"media\",\"env\":{\"A\":\"1\"},\"cwd\":\"sub\"}");

        assertThat(request.id()).isEqualTo(JobId.of("j"));
        assertThat(request.limits().maxAttempts()).isEqualTo(5);
        assertThat(request.limits().backoff()).isEqualTo("exponential(first=PT3S,factor=3.0,cap=PT5M,jitter=none)");
        assertThat(request.limits().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(request.start()).isEqualTo(new Start.At(Instant.parse("2026-11-22T13:00:00Z")));
        assertThat(request.priority()).isEqualTo(-4);
        assertThat(request.queue().text()).isEqualTo("media");
        ShellJob job = ShellJob.of(request.payload());
        assertThat(job.env())
                .containsEntry("A", "1")
                .containsEntry("HOME", "/home/x")
                .doesNotContainKey("SECRET");
        assertThat(job.cwd()).isEqualTo(directory.resolve("sub").toString());
    }

    @Test
    void aFlagGoesBeforeJson() throws IOException {
        JobRequest request = only(
                "--id",
                "f",
                "-r",
                "7",
                "--delay",
                "1h30m",
                "-e",
                "A=2",
                "-e",
                "B=",
                "{\"id\":\"j\",\"command\":\"x\",\"max_retries\":5,\"run_at\":\"2026-11-22T14:00:00Z\",\"env\":{\"A\":\"1\"}}");

        assertThat(request.id()).isEqualTo(JobId.of("f"));
        assertThat(request.limits().maxAttempts()).isEqualTo(7);
        assertThat(request.start()).isEqualTo(new Start.After(Duration.ofMinutes(90)));
        assertThat(ShellJob.of(request.payload()).env()).containsEntry("A", "2").containsEntry("B", "");
    }

    @Test
    void standardInputIsOneCommandALine() throws IOException {
        stdin = "echo 1\n\n  echo 2  \r\necho 3".getBytes(StandardCharsets.UTF_8);

        assertThat(commands("--stdin")).containsExactly("echo 1", "  echo 2  ", "echo 3");
        assertThat(new JobSourceOf("-").commands()).hasSize(3);
        assertThat(new JobSourceOf().commands()).as("piped").hasSize(3);
    }

    @Test
    void standardInputIsJsonIfItStartsSo() throws IOException {
        stdin = "\ufeff\n{\"command\":\"a\"}\n{\n\"command\":\"b\"\n}\n[{\"command\":\"c\"},{\"command\":\"d\"}]\n"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(commands("--stdin")).containsExactly("a", "b", "c", "d");
        assertThat(new JobSourceOf("--file", "-").commands()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aFileHoldsAnObjectAnArrayOrLines() throws IOException {
        Files.writeString(directory.resolve("job.json"), "[{\"command\":\"a\"},\n{\"command\":\"b\"}]");

        assertThat(commands("--file", "job.json")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"command\":\"x\",}|invalid JSON|(line 1, column",
                "{\"command\":\"x\"} trailing|JSON|(line 1, column",
                "{\"command\":\"x\"}{\"command\":\"y\"}|unexpected text after the end|(line 1, column 16)",
                "{\"id\":\"a\",\"id\":\"b\",\"command\":\"x\"}|\"id\"|(line 1, column",
                "{\"command\":\"x\",\"cmd\":\"y\"}|\"command\" and \"cmd\"|(line 1, column",
                "{\"command\":\"x\",\"max_retrys\":1}|unknown field \"max_retrys\"|(line 1, column",
                "{\"command\":\"x\",\"max_retries\":\"three\"}|expected a whole number, found the text \"three\"|(line 1, column ",
                "{\"command\":\"x\",\"max_retries\":3.5}|expected a whole number, found the number \"3.5\"|(line 1",
                "{\"command\":\"x\",\"max_retries\":null}|found null|(line 1",
                "{\"command\":\"x\",\"max_retries\":true}|found true|(line 1",
                "{\"command\":\"x\",\"max_retries\":2147483648}|max_retries \"2147483648\"|0 to 1000",
                "{\"command\":[\"x\"]}|expected a text, found an array|(line 1",
                "{\"command\":\"\\ud800\"}|half a surrogate pair|character 1",
                "{\"command\":\"a\\u0000b\"}|NUL|a\\u0000b",
                "{\"id\":\"x\"}|missing command|(line 1, column 1)",
                "{}|missing command|(line 1",
                "{\"command\":\"x\",\"delay\":\"1m\",\"run_at\":\"2026-11-22T14:00:00Z\"}|\"delay\" and \"run_at\"|(line 1",
                "{\"command\":\"x\",\"env\":{\"\":\"1\"}}|no name|=1",
                "{\"command\":\"x\",\"env\":{\"A\":1}}|\"env.A\": expected a text|(line 1"
            })
    void wrongJsonIsRefusedWithItsPlace(String text, String what, String where) {
        assertRefused(what, text);
        assertRefused(where, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "\"text\"", "17", "[[{\"command\":\"x\"}]]"})
    void whatIsNoObjectIsNoJob(String text) {
        assertRefused("expected an object", "--json", text);
    }

    @Test
    void nestingIsLimited() {
        assertRefused("nested more than", "{\"state\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    }

    @Test
    void aMistypedFieldIsSuggested() {
        assertThatThrownBy(() -> commands("{\"command\":\"x\",\"max_retrys\":1}"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.hint()).isEqualTo("did you mean max_retries?"));
    }

    @Test
    void wrongLinesAreRefusedWithTheirNumber() {
        stdin = new byte[] {'a', '\n', '\n', (byte) 0xff, '\n'};
        assertRefused("line 3: text that is not valid UTF-8", "--stdin");
        stdin = "a\n{\"command\":\"x\"}\n".getBytes(StandardCharsets.UTF_8);
        assertRefused("line 2: a JSON object in a list of commands", "--stdin");
        stdin = ("a\n" + "x".repeat(1 << 21)).getBytes(StandardCharsets.UTF_8);
        assertRefused("line 2: a command of more than 1048576 bytes", "--stdin");
        stdin = "{\"command\":\"a\"} {\"command\":\"b\"}".getBytes(StandardCharsets.UTF_8);
        assertRefused("two JSON documents on one line", "--stdin");
    }

    @Test
    void noCommandIsMissing() {
        assertRefused("missing command");
        assertRefused("standard input is empty", "-");
        assertRefused("is empty", "  ");
        assertRefused("is empty", "");
        tail = List.of();
        assertRefused("missing command after --");
    }

    @Test
    void twoSourcesAreRefused() {
        assertRefused("two places: --command and the argument \"y\"", "--command", "x", "y");
    }

    @Test
    void filesThatCannotBeReadAreNamed() {
        assertRefused("file \"nope.json\" does not exist", "--file", "nope.json");
        assertRefused("file \".\" is a directory", "--file", ".");
    }

    @ParameterizedTest
    @CsvSource({
        "--id, ''",
        "--id, ' '",
        "--id, ../x",
        "--id, .x",
        "--queue, ''",
        "--queue, a/b",
        "--priority, 2147483648",
        "--priority, -2147483649",
        "--priority, high!",
        "--priority, 1e3",
        "-r, -1",
        "-r, 2147483648",
        "-r, ∞",
        "-r, 1001",
        "--timeout, 0",
        "--timeout, 0s",
        "--timeout, 5",
        "--timeout, 5 parsecs",
        "--timeout, 366d",
        "--backoff-base, 0",
        "--backoff-base, 0.5",
        "--backoff-base, NaN",
        "--backoff-base, Infinity",
        "--backoff-base, 1e308",
        "--run-at, yesterday",
        "--run-at, 2026-13-01",
        "--run-at, 2026-02-30T00:00Z",
        "--run-at, 2026-11-22T14:00:00",
        "--run-at, +300000-01-01T00:00:00Z",
        "-e, =x",
        "-e, A"
    })
    void wrongValuesAreRefused(String option, String value) {
        assertThatThrownBy(() -> only(option, value, "x"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void delayAndRunAtContradictEachOther() {
        assertThatThrownBy(() -> only("--delay", "1m", "--run-at", "2026-11-22T14:00:00Z", "x"))
                .hasMessageContaining("--delay 1m and --run-at 2026-11-22T14:00:00Z");
    }

    private void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> {
                    new JobSourceOf(arguments).requests();
                })
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message);
    }

    private List<String> commands(String... arguments) throws IOException {
        return new JobSourceOf(arguments).commands();
    }

    private JobRequest only(String... arguments) throws IOException {
        List<JobRequest> requests = new JobSourceOf(arguments).requests();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    /** The options of enqueue as picocli fills them. */
    private final class JobSourceOf {

        private final List<JobDraft> drafts = new ArrayList<>();
        private final Surroundings outside = new Surroundings(
                new ByteArrayInputStream(stdin),
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(OutputStream.nullOutputStream()),
                Map.of("HOME", "/home/x", "SECRET", "s"),
                directory,
                InstantSource.fixed(Instant.EPOCH),
                Terminals.NONE,
                StopRequests.NONE);

        JobSourceOf(String... arguments) throws IOException {
            JobSource source = new JobSource();
            JobFlags flags = new JobFlags();
            if (tail != null) {
                source.tail(tail);
            }
            CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
            spec.addMixin("source", CommandLine.Model.CommandSpec.forAnnotatedObject(source));
            spec.addMixin("flags", CommandLine.Model.CommandSpec.forAnnotatedObject(flags));
            new CommandLine(spec).setExpandAtFiles(false).parseArgs(arguments);
            JobDrafts read = source.drafts(outside);
            JobDraft flagged = flags.draft();
            for (JobDraft draft = read.next(); draft != null; draft = read.next()) {
                drafts.add(draft.under(flagged));
            }
        }

        List<String> commands() {
            return drafts.stream().map(JobDraft::command).toList();
        }

        List<JobRequest> requests() {
            JobAssembly assembly = new JobAssembly(Settings.of(Map.of(), Map.of()), outside);
            return drafts.stream().map(assembly::request).toList();
        }
    }
}
