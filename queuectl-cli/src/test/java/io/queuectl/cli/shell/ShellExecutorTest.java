package io.queuectl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Failure;
import io.queuectl.api.LogLine.Stream;
import io.queuectl.api.Payload;
import io.queuectl.core.spi.Claim;
import io.queuectl.testkit.JobFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a command is started, what it sees, and how its end is told. */
class ShellExecutorTest {

    @TempDir
    private Path directory;

    private ShellRig rig;

    @BeforeEach
    void setUp() {
        rig = new ShellRig(directory);
    }

    @Test
    void exitZeroCompletesTheJob() throws InterruptedException {
        assertThat(rig.run("echo hello").completes().context().texts()).containsExactly("hello");
    }

    @Test
    void aJobWithoutOutputWritesNothing() throws InterruptedException {
        assertThat(rig.run("true").completes().context().batches()).isEmpty();
    }

    @Test
    void anyOtherExitFailsItWithTheCodeAndTheLastErrorLine() throws InterruptedException {
        Failure failure =
                rig.run("echo first >&2; echo 'disk is gone' >&2; echo; exit 3").fails();

        assertThat(failure).isEqualTo(new Failure("exit", "exit 3: disk is gone", 3, null));
    }

    @Test
    void anExitWithoutErrorOutputIsToldByItsCode() throws InterruptedException {
        assertThat(rig.run("false").fails()).isEqualTo(new Failure("exit", "exit 1", 1, null));
    }

    @Test
    void aCommandThatIsNotThereIs127() throws InterruptedException {
        Failure failure = rig.run("nosuchcommand --now").fails();

        assertThat(failure.exitCode()).isEqualTo(127);
        assertThat(failure.message())
                .startsWith("exit 127 (command not found): ")
                .contains("nosuchcommand");
    }

    @Test
    void aFileThatIsNotAProgramIs126() throws Exception {
        Files.writeString(directory.resolve("plain"), "text");

        Failure failure = rig.run("./plain").fails();

        assertThat(failure.exitCode()).isEqualTo(126);
        assertThat(failure.message()).startsWith("exit 126 (not executable): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill -9 $$", "sh -c 'kill -9 $$'"})
    void aSignalIsNamed(String command) throws InterruptedException {
        Failure failure = rig.run(command).fails();

        assertThat(failure.exitCode()).isEqualTo(137);
        assertThat(failure.message()).startsWith("exit 137 (signal 9, KILL)");
    }

    @Test
    void aMissingDirectoryIsNamed() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        ShellRig there = new ShellRig(gone);
        Files.delete(gone);

        assertThat(there.run("true").fails()).isEqualTo(Failure.of("cwd", "working directory is missing: " + gone));
    }

    @Test
    void aMissingShellIsNamed() throws InterruptedException {
        assertThat(rig.shell("/no/such/shell -c").run("true").fails())
                .isEqualTo(Failure.of("shell", "shell is missing or not executable: /no/such/shell"));
    }

    @Test
    void aShellIsLookedUpInTheJobsPath() throws InterruptedException {
        rig.shell("env -u HOME sh -c").run("test -z \"$HOME\"").completes();
        assertThat(rig.env(Map.of("PATH", "/nowhere")).run("true").fails().type())
                .isEqualTo("shell");
    }

    @Test
    void anotherShellsOwn127StaysTheCommands() throws InterruptedException {
        assertThat(rig.shell("bash -c").run("nosuchcommand").fails().message()).startsWith("exit 127 (command not f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c", "bash -c"})
    void aCommandLongerThanTheSystemTakesIsNamed(String shell) throws InterruptedException {
        String text = "true " + "x".repeat(300_000);

        assertThat(rig.shell(shell).run(text).fails())
                .isEqualTo(Failure.of("start", "argument list too long: the command has 300005 bytes"));
    }

    @Test
    void aPayloadThatIsNoJobFailsTheAttempt() throws InterruptedException {
        Claim claim = new JobFixtures().claim().payload(Payload.of("[1]")).build();

        assertThat(rig.run(claim).fails())
                .isEqualTo(Failure.of("payload", "the payload is not a shell job: not a JSON object"));
    }

    @Test
    void nothingOfTheWorkersEnvironmentReachesTheCommand() throws InterruptedException {
        String[] names = rig.run("env | sed 's/=.*//' | sort")
                .completes()
                .context()
                .texts()
                .toArray(String[]::new);

        assertThat(names).contains("PATH", "QUEUECTL_TOKEN");
        // The shell itself adds PWD; bash in the place of sh also these.
        List<String> own = List.of("PWD", "OLDPWD", "SHLVL", "_");
        List<String> given =
                List.of("QUEUECTL_JOB_ID", "QUEUECTL_QUEUE", "QUEUECTL_ATTEMPT", "QUEUECTL_TOKEN", "QUEUECTL_GATE");
        assertThat(names)
                .allMatch(name -> ShellJob.CAPTURED.contains(name) || own.contains(name) || given.contains(name))
                .doesNotContain("QUEUECTL_GATE");
        assertThat(System.getenv()).as("something that could leak").hasSizeGreaterThan(names.length - own.size());
    }

    @Test
    void itSeesTheVariablesItWasGiven() throws InterruptedException {
        rig.env(Map.of("GREETING", "a b;\"c\"\n$HOME=", "LANG", "C"));

        assertThat(rig.run("printf '%s|%s' \"$GREETING\" \"$LANG\"")
                        .completes()
                        .context()
                        .texts())
                .containsExactly("a b;\"c\"", "$HOME=|C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c", "bash -c"})
    void itsLocaleIsTheGivenOne(String shell) throws InterruptedException {
        String command = "echo ${LC_ALL-unset} $LANG";
        rig.shell(shell).env(Map.of("LANG", "de_CH.UTF-8"));
        assertThat(rig.run(command).completes().context().text(Stream.OUT)).isEqualTo("unset de_CH.UTF-8\n");

        rig.env(Map.of("LANG", "C", "LC_ALL", "C.UTF-8"));
        assertThat(rig.run(command).completes().context().text(Stream.OUT)).isEqualTo("C.UTF-8 C\n");
    }

    @Test
    void itSeesWhichAttemptItIs() throws InterruptedException {
        Claim claim = rig.claim(
                "echo \"$QUEUECTL_JOB_ID $QUEUECTL_QUEUE $QUEUECTL_ATTEMPT $QUEUECTL_TOKEN\"; env | grep -c QUEUECTL");

        assertThat(rig.run(claim).completes().context().texts())
                .containsExactly(claim.id() + " default 1 " + claim.token(), "4");
    }

    @Test
    void itsStandardInputIsEmpty() throws InterruptedException {
        assertThat(rig.run("cat; readlink /proc/self/fd/0; echo end")
                        .completes()
                        .context()
                        .texts())
                .containsExactly("/dev/null", "end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c", "bash -c"})
    void itRunsWhereItWasEnqueued(String shell) throws IOException, InterruptedException {
        assertThat(rig.shell(shell).run("pwd -P").completes().context().texts())
                .containsExactly(directory.toRealPath().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c", "bash -c"})
    void theTextIsTakenAsItIs(String shell) throws InterruptedException {
        String text =
                "printf '%s\\n' '$1' \"$# ${1-none}\" '`id`' \"it's\"\n# a comment\ncat <<END\nhere $((1+2))\nEND";

        assertThat(rig.shell(shell).run(text).completes().context().texts())
                .containsExactly("$1", "0 none", "`id`", "it's", "here 3");
    }

    @Test
    void textThatTheShellCannotReadFails() throws InterruptedException {
        assertThat(rig.run("if true").fails().exitCode()).isEqualTo(2);
        assertThat(rig.run("; true").fails().exitCode()).isEqualTo(2);
    }

    @Test
    void itLeadsASessionOfItsOwn() throws InterruptedException {
        ShellRig.Ended ended = rig.run("cut -d' ' -f 1,5,6 /proc/$$/stat").completes();

        String pid = ended.context().process().split(" ")[0];
        assertThat(ended.context().texts()).containsExactly(pid + " " + pid + " " + pid);
    }

    @Test
    void theNoteNamesItsPidStartTimeAndBoot() throws InterruptedException {
        ShellRig.Ended ended = rig.run("cut -d' ' -f 22 /proc/$$/stat; cat /proc/sys/kernel/random/boot_id")
                .completes();

        String[] noted = ended.context().process().split(" ");
        assertThat(ended.context().texts()).containsExactly(noted[1], noted[2].replaceAll("/.*", ""));
        assertThat(ended.context().process()).hasSizeLessThan(200);
        assertThat(ended.context().text(Stream.ERR)).isEmpty();
    }
}
