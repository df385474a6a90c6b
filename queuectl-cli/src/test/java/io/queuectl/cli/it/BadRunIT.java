package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while commands and jobs run: readers that leave, signals, and commands that no shell can start. */
class BadRunIT {

    @TempDir
    Path directory;

    private CommandLine prompt;

    @BeforeEach
    void prepare() {
        prompt = CommandLine.in(directory).with("QUEUECTL_DB", "queue.db");
    }

    @AfterEach
    void close() throws IOException {
        prompt.close();
    }

    @Test
    void aClosedOutputEndsACommandQuietly() {
        prompt.type(
                        "echo a command that fills the pipe when it is listed often enough\n".repeat(5_000),
                        "enqueue",
                        "--stdin",
                        "-o",
                        "id")
                .exits(0);

        Finished finished = prompt.shell(
                "queuectl list --all | head -1; echo \"${PIPESTATUS[0]}\"; queuectl list --all -o json | head -c 1 >/dev/null");

        finished.exits(0).printsLine("0");
        assertThat(finished.err()).isEmpty();
    }

    @Test
    void anOutputThatIsFullIsAnError() {
        Finished finished = prompt.shell("queuectl enqueue 'echo hi' >/dev/full");

        finished.refuses(1, "cannot write to standard output");
        prompt.run("list", "-o", "id").exits(0).prints("1");
    }

    @Test
    void aSignalEndsEachCommandAndLeavesNothingHalfDone() {
        prompt.run("enqueue", "--id", "later", "--delay", "1h", "echo later").exits(0);
        List<String> before = DatabaseDump.of(prompt.database());

        for (String signal : List.of("INT", "TERM")) {
            int code = signal.equals("INT") ? 130 : 143;
            endsWith(code, signal, prompt.startListening("enqueue", "--stdin"));
            endsWith(code, signal, prompt.start("wait", "later"));
            endsWith(code, signal, prompt.start("logs", "-f", "later"));
        }

        assertThat(DatabaseDump.of(prompt.database())).isEqualTo(before);
    }

    @Test
    void aCommandThatCannotRunFailsItsJobWithTheReason() throws IOException {
        Files.writeString(directory.resolve("plain"), "echo not executable\n");
        enqueue("missing", "nosuchcmd");
        enqueue("plain", directory.resolve("plain").toString());
        prompt.run("enqueue", "--id", "nowhere", "-r", "1", "--cwd", "no/such/folder", "echo x")
                .exits(0);
        prompt.run("config", "set", "shell", "/no/such/shell -c").exits(0);
        enqueue("shell", "echo x");
        prompt.run("config", "unset", "shell").exits(0);
        Files.writeString(
                directory.resolve("long.json"),
                "{\"id\":\"long\",\"retries\":1,\"command\":\"echo " + "x".repeat(200_000) + "\"}");
        prompt.run("enqueue", "--file", "long.json").exits(0);
        enqueue("good", "echo fine");

        prompt.run("worker", "start", "--until-empty").exits(0);

        prompt.run("show", "missing").exits(0).prints("127");
        prompt.run("show", "plain").exits(0).prints("126");
        prompt.run("show", "nowhere").exits(0).prints("no/such/folder");
        prompt.run("show", "shell").exits(0).prints("/no/such/shell");
        prompt.run("show", "long").exits(0).prints("too long");
        prompt.run("list", "--state", "dead", "-o", "id")
                .exits(0)
                .prints("missing", "plain", "nowhere", "shell", "long");
        prompt.run("list", "--state", "completed", "-o", "id").exits(0).prints("good");
    }

    @Test
    void aKindThatNobodyServesFailsItsJobOnly() {
        enqueue("odd", "echo x");
        enqueue("good", "echo fine");
        DatabaseDump.edit(prompt.database(), "UPDATE job SET kind = 'nobody.serves' WHERE name = 'odd'");

        prompt.run("worker", "start", "--until-empty").exits(0);

        prompt.run("show", "odd", "-o", "json").exits(0).prints("\"state\":\"dead\"", "nobody.serves");
        prompt.run("show", "good", "-o", "json").exits(0).prints("\"state\":\"completed\"");
    }

    private void enqueue(String id, String command) {
        prompt.run("enqueue", "--id", id, "-r", "1", command).exits(0);
    }

    private static void endsWith(int code, String signal, Running running) {
        await("a JVM in process " + running.pid())
                .atMost(Duration.ofSeconds(20))
                .until(() -> listens(running.pid()));
        running.signal(signal).end(Duration.ofSeconds(20)).exits(code);
    }

    /** Whether the process has a thread that a JVM starts only after the one that takes its signals, when it is ready to run a program. */
    private static boolean listens(long pid) throws IOException {
        File[] threads = new File("/proc/" + pid + "/task").listFiles();
        for (File thread : threads == null ? new File[0] : threads) {
            Path name = thread.toPath().resolve("comm");
            if (Files.exists(name) && Files.readString(name).startsWith("Common-Cleaner")) {
                return true;
            }
        }
        return false;
    }
}
