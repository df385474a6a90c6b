package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that are missing, foreign, damaged, locked or not to be written: each is told apart, and none is touched. */
class BadDatabaseIT {

    @TempDir
    Path directory;

    private CommandLine prompt;

    @BeforeEach
    void prepare() {
        prompt = CommandLine.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        prompt.close();
    }

    @Test
    void aMissingOrEmptyDatabaseReadsAsAnEmptyQueue() throws IOException {
        Files.createFile(directory.resolve("empty.db"));
        for (String name : List.of("missing.db", "empty.db", "no/such/folder.db")) {
            prompt.run("list", "--db", name).exits(0).says("hint: ", name);
        }
        prompt.run("status", "--db", "missing.db").exits(0).says("hint: ");
        prompt.run("config", "list", "--db", "missing.db").exits(0).prints("max_retries");
        prompt.run("list").exits(0).says("hint: ");
        prompt.run("cancel", "1", "--db", "missing.db").refuses(3, "1");
        prompt.run("clear", "--db", "missing.db").exits(0).prints("deleted 0 jobs");

        assertThat(directory.toFile().list()).containsExactly("empty.db");
        assertThat(directory.resolve("empty.db")).isEmptyFile();
        assertThat(prompt.database()).doesNotExist();
    }

    @Test
    void whatIsNoFileIsNoDatabase() throws IOException, InterruptedException {
        Files.createDirectory(directory.resolve("folder"));
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
            for (String name : List.of("folder", "pipe", "socket")) {
                prompt.run("enqueue", "x", "--db", name).refuses(5, name);
                prompt.run("list", "--db", name).refuses(5, name);
            }
        }
        prompt.run("enqueue", "x", "--db", "no/such/folder.db").refuses(5, "no/such/folder.db", "does not exist");
        assertThat(directory.resolve("no")).doesNotExist();
    }

    @Test
    void filesOfOthersAreLeftUntouched() throws IOException {
        Files.writeString(
                directory.resolve("text.db"), "This is a text, and long enough to be looked at twice.\n".repeat(40));
        byte[] picture = new byte[4_096];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, picture, 0, 8);
        Files.write(directory.resolve("picture.db"), picture);
        DatabaseDump.edit(
                directory.resolve("other.db"), "CREATE TABLE jobs (id TEXT)", "INSERT INTO jobs VALUES ('theirs')");
        DatabaseDump.edit(directory.resolve("named.db"), "PRAGMA application_id = 42", "CREATE TABLE t (a)");

        for (String name : List.of("text.db", "picture.db", "other.db", "named.db")) {
            byte[] before = Files.readAllBytes(directory.resolve(name));
            prompt.run("enqueue", "x", "--db", name).refuses(6, name, "not a queuectl database");
            prompt.run("list", "--db", name).refuses(6, name, "not a queuectl database");
            assertThat(Files.readAllBytes(directory.resolve(name))).isEqualTo(before);
        }
        assertThat(directory.toFile().list()).as("no journal beside them").hasSize(4);
    }

    @Test
    void aDamagedDatabaseIsNamedAndPointedToItsRescue() throws IOException {
        Path whole = seeded("damaged.db");
        byte[] bytes = Files.readAllBytes(whole);
        Arrays.fill(bytes, 4_096, Math.min(bytes.length, 40_960), (byte) 0x5a);
        Files.write(whole, bytes);

        prompt.run("list", "--all", "--db", "damaged.db")
                .refuses(6, "damaged.db", "damaged")
                .says(".recover");
    }

    @Test
    void aCutDatabaseIsDamaged() throws IOException {
        Path whole = seeded("cut.db");
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2 / 4_096 * 4_096);
        }

        prompt.run("list", "--all", "--db", "cut.db")
                .refuses(6, "cut.db", "damaged")
                .says(".recover");
    }

    @Test
    void aNewerSchemaIsRefusedWithBothVersions() {
        prompt.run("enqueue", "x", "--db", "newer.db").exits(0);
        Path file = directory.resolve("newer.db");
        DatabaseDump.edit(
                file,
                "INSERT INTO queuectl_schema SELECT 999, name, checksum, applied_at FROM queuectl_schema WHERE version = 1");
        List<String> before = DatabaseDump.of(file);

        prompt.run("enqueue", "y", "--db", "newer.db").refuses(7, "newer.db", "999", "2");
        prompt.run("list", "--db", "newer.db").refuses(7, "newer.db", "999", "2");
        assertThat(DatabaseDump.of(file)).isEqualTo(before);
    }

    @Test
    void aLockedDatabaseIsBusyAfterItsTimeout() throws SQLException {
        prompt.run("enqueue", "x", "--db", "busy.db").exits(0);
        try (Connection other = DatabaseDump.connect(directory.resolve("busy.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            prompt.run("enqueue", "y", "--db", "busy.db", "--busy-timeout", "300ms")
                    .refuses(5, "busy.db", "locked")
                    .says("--busy-timeout");
            prompt.run("list", "--db", "busy.db").exits(0).prints("x");
        }
    }

    @Test
    void whatMayNotBeWrittenCanStillBeRead() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("sealed"));
        prompt.run("enqueue", "x", "--db", "sealed/queue.db").exits(0);
        seal(folder.resolve("queue.db"), "r--r--r--");
        seal(folder, "r-xr-xr-x");
        try {
            unprivileged("enqueue y --db sealed/queue.db").refuses(8, "sealed/queue.db", "written");
            unprivileged("list --db sealed/queue.db").exits(0).prints("x");
            unprivileged("enqueue y --db sealed/other.db").refuses(8, "sealed/other.db", "written");
        } finally {
            seal(folder, "rwxr-xr-x");
        }
    }

    /** As a user whom permissions bind: root, as which containers like to run builds, is let through everywhere. */
    private Finished unprivileged(String arguments) throws IOException {
        if (!Files.isWritable(directory.resolve("sealed"))) {
            return prompt.shell("queuectl " + arguments);
        }
        seal(directory, "rwxr-xr-x");
        Path jar = directory.resolve("queuectl.jar");
        if (!Files.exists(jar)) {
            Files.copy(Path.of(System.getProperty("queuectl.jar")), jar);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return prompt.shell(
                "setpriv --reuid=65534 --regid=65534 --clear-groups " + java + " -jar " + jar + " " + arguments);
    }

    private static void seal(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aKindThatIsNotServedIsNamedWithoutItsSecrets() {
        prompt.run("list", "--db", "mysql://user:se/c@ret@host/db?password=secret")
                .refuses(2, "mysql://…@host/db")
                .says("postgres://", "jdbc:h2:", "PATH");
        prompt.run("list", "--db", "jdbc:nope:x;password=secret").refuses(2, "jdbc:nope:x");
        prompt.run("list", "--db", "").refuses(2, "--db");
    }

    @Test
    void aRowThatWasEditedByHandIsShownAsInvalidAndStopsNobody() {
        prompt.run("enqueue", "--id", "good", "echo fine", "--db", "edited.db").exits(0);
        prompt.run("enqueue", "--id", "bad", "echo odd", "--db", "edited.db").exits(0);
        prompt.run("enqueue", "--id", "odd", "echo odd", "--db", "edited.db").exits(0);
        prompt.run("enqueue", "--id", "huge", "echo odd", "--db", "edited.db").exits(0);
        DatabaseDump.edit(
                directory.resolve("edited.db"),
                "PRAGMA ignore_check_constraints = ON",
                "UPDATE job SET state = 'bogus', attempts = -3 WHERE name = 'bad'",
                "UPDATE job SET payload = CAST('{not json' AS BLOB) WHERE name = 'odd'",
                "UPDATE job SET payload = zeroblob(3000000) WHERE name = 'huge'");

        prompt.run("list", "--db", "edited.db").exits(0).prints("good", "bad", "invalid", "odd");
        prompt.run("show", "bad", "--db", "edited.db").exits(0).prints("invalid");
        prompt.run("status", "--db", "edited.db").exits(0);
        prompt.start("worker", "start", "--db", "edited.db")
                .shows("good completed")
                .shows("the payload is not a shell job")
                .signal("INT")
                .end()
                .exits(0)
                .says("unreadable-job-skipped");
        prompt.run("show", "good", "-o", "json", "--db", "edited.db").exits(0).prints("\"state\":\"completed\"");
        prompt.run("show", "bad", "-o", "json", "--db", "edited.db").exits(0).prints("\"state\":\"invalid\"");
    }

    private Path seeded(String name) {
        prompt.type(
                        "echo some command that takes its place in the file\n".repeat(2_000),
                        "enqueue",
                        "--stdin",
                        "--db",
                        name)
                .exits(0);
        return directory.resolve(name);
    }
}
