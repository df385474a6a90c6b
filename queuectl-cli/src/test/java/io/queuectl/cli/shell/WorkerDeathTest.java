package io.queuectl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.queuectl.core.spi.Claim;
import io.queuectl.testkit.JobFixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command when its worker dies, or should not have started it at all. */
@Timeout(90)
class WorkerDeathTest {

    @TempDir
    private Path directory;

    private ShellRig rig;
    private final List<Process> workers = new ArrayList<>();

    @BeforeEach
    void setUp() {
        rig = new ShellRig(directory);
    }

    @AfterEach
    void endWorkers() {
        workers.forEach(Process::destroyForcibly);
    }

    @Test
    void nothingRunsBeforeTheProcessIsNoted() throws InterruptedException {
        rig.onNote(noted -> {
            assertThat(ShellRig.lives(pid(noted))).isTrue();
            assertThat(rig.exists("ran")).isFalse();
            return true;
        });

        rig.run("touch ran").completes();

        assertThat(rig.exists("ran")).isTrue();
    }

    @Test
    void nothingRunsIfTheClaimIsLost() throws InterruptedException {
        ShellRig.Ended ended = rig.onNote(noted -> false).run("touch ran");

        assertThat(ended.fails().type()).isEqualTo("lost");
        long gate = pid(ended.context().process());
        await().atMost(ShellRig.PATIENCE).until(() -> !ShellRig.lives(gate));
        assertThat(rig.exists("ran")).isFalse();
    }

    @Test
    void nothingRunsIfTheNoteFails() {
        ShellRig.Started started = rig.onNote(noted -> {
                    throw new IllegalStateException("store is gone");
                })
                .start("touch ran");

        started.awaitEnd();

        assertThat(started.outcome()).failsWithin(Duration.ZERO);
        long gate = pid(started.context().process());
        await().atMost(ShellRig.PATIENCE).until(() -> !ShellRig.lives(gate));
        assertThat(rig.exists("ran")).isFalse();
    }

    @Test
    void nothingRunsIfTheWorkerDiesBeforeTheNoteIsWritten() throws IOException {
        Process worker = work("touch ran", "stall");
        long gate = pid(firstLine(worker));
        assertThat(ShellRig.lives(gate)).isTrue();

        worker.destroyForcibly();

        await().atMost(ShellRig.PATIENCE).until(() -> !ShellRig.lives(gate));
        assertThat(rig.exists("ran")).isFalse();
    }

    @Test
    void aStartThatWasKilledBeforeTheGateOpenedIsRepeated() throws InterruptedException {
        List<Long> gates = new ArrayList<>();
        rig.onNote(noted -> {
            gates.add(pid(noted));
            if (gates.size() == 1) {
                ProcessHandle.of(pid(noted)).orElseThrow().destroyForcibly();
                await().atMost(ShellRig.PATIENCE).until(() -> !ShellRig.lives(pid(noted)));
            }
            return true;
        });

        ShellRig.Ended ended = rig.run("echo ran >> ran; cat ran").completes();

        assertThat(gates).hasSize(2);
        assertThat(ended.context().texts()).containsExactly("ran");
    }

    @Test
    void anOrphanIsEndedWithItsGroup() throws Exception {
        Process worker = work("trap '' TERM; (sleep 100 & echo $! > grandchild; wait) & echo $$ > pid; wait");
        String noted = firstLine(worker);
        List<Long> pids = List.of(rig.readPid("grandchild"), rig.readPid("pid"));
        worker.destroyForcibly().waitFor();
        assertThat(pids).allMatch(ShellRig::lives);

        rig.executor().endOrphan(lost(noted));

        assertThat(pids).noneMatch(ShellRig::lives);
    }

    @Test
    void whatIsLeftOfAnOrphansSessionIsEnded() throws InterruptedException {
        Claim claim = rig.claim("(sleep 100 & echo $! > child)");
        ShellRig.Ended ended = rig.run(claim).completes();
        long child = rig.readPid("child");
        assertThat(ShellRig.lives(child)).isTrue();
        assertThat(ShellRig.lives(pid(ended.context().process()))).isFalse();

        rig.executor().endOrphan(lost(ended.context().process()));
        assertThat(ShellRig.lives(child)).as("another attempt's child").isTrue();

        rig.executor().endOrphan(withNote(claim, ended.context().process()));
        assertThat(ShellRig.lives(child)).isFalse();
    }

    @Test
    void aPidThatWasGivenToAnotherProcessIsLeftAlone() {
        ShellRig.Started stranger = rig.start("echo $$ > pid; sleep 100");
        long pid = rig.readPid("pid");
        ProcStat stat = ProcStat.of(pid);

        rig.executor().endOrphan(lost(pid + " " + (stat.started() - 1) + " " + HostProcesses.HOST));
        rig.executor().endOrphan(lost(pid + " " + stat.started() + " another-boot/pid:[1]"));
        rig.executor().endOrphan(lost(pid + " soon " + HostProcesses.HOST));
        rig.executor().endOrphan(lost("no note of ours"));
        rig.executor().endOrphan(new JobFixtures().claim().build());

        assertThat(ShellRig.lives(pid)).isTrue();
        stranger.interrupt();
        stranger.awaitEnd();
    }

    @Test
    void ctrlCAtTheWorkersTerminalDoesNotReachTheCommand() throws Exception {
        String script = Executables.find("script", System.getenv("PATH"));
        assumeTrue(script != null, "SKIPPED: script(1) is needed to give a worker a terminal");
        String command = "trap 'touch reached' INT HUP; echo $$ > pid; while :; do sleep 0.1; done";
        String line = String.join(" ", quoted(workerCommand(command)));
        // A build in the background may ignore Ctrl-C, and hand that down.
        Process terminal = new ProcessBuilder("env", "--default-signal", script, "-qec", line, "/dev/null").start();
        workers.add(terminal);
        String noted = firstLine(terminal);
        long pid = rig.readPid("pid");

        OutputStream keyboard = terminal.getOutputStream();
        keyboard.write(3);
        keyboard.flush();

        assertThat(terminal.waitFor(30, TimeUnit.SECONDS))
                .as("the worker had it")
                .isTrue();
        assertThat(terminal.exitValue()).isEqualTo(130);
        assertThat(ShellRig.lives(pid)).isTrue();
        assertThat(rig.exists("reached")).isFalse();
        rig.executor().endOrphan(lost(noted.strip()));
        assertThat(ShellRig.lives(pid)).isFalse();
    }

    private Process work(String command, String... more) throws IOException {
        List<String> line = new ArrayList<>(workerCommand(command));
        line.addAll(List.of(more));
        Process worker = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        workers.add(worker);
        return worker;
    }

    private List<String> workerCommand(String command) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DoomedWorker.class.getName(),
                directory.toString(),
                command);
    }

    private static List<String> quoted(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .toList();
    }

    private static String firstLine(Process worker) throws IOException {
        BufferedReader out = worker.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).as("the worker's note").isNotNull();
        return line;
    }

    private static Claim lost(String noted) {
        return new JobFixtures().claim().kind(ShellJob.KIND).process(noted).build();
    }

    private static Claim withNote(Claim claim, String noted) {
        return new JobFixtures()
                .claim()
                .kind(ShellJob.KIND)
                .token(claim.token())
                .process(noted)
                .build();
    }

    private static long pid(String noted) {
        return Long.parseLong(noted.split(" ")[0]);
    }
}
