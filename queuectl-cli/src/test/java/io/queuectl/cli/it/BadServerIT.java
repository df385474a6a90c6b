package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

/** Databases by URL that do not open, or are not to be opened: one line each, and no password in any of them. */
@Execution(ExecutionMode.CONCURRENT)
class BadServerIT {

    private static final String SECRET = "pa55-w0rd";

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

    static Stream<Arguments> urls() {
        return Stream.of(
                Arguments.of("jdbc:h2:./queue;INIT=RUNSCRIPT FROM 'x.sql';PASSWORD=" + SECRET, "INIT"),
                Arguments.of(
                        "jdbc:h2:./queue;PASSWORD=" + SECRET + ";DATABASE_EVENT_LISTENER='x.Y'",
                        "DATABASE_EVENT_LISTENER"),
                Arguments.of("jdbc:h2:./queue;WRITE_DELAY=500;PASSWORD=" + SECRET, "WRITE_DELAY"),
                Arguments.of("jdbc:h2:mem:queue;PASSWORD=" + SECRET, "memory"),
                Arguments.of(
                        "jdbc:postgresql://host/db?user=u&password=" + SECRET + "&socketFactory=x.Y", "socketFactory"),
                Arguments.of("postgres://u:" + SECRET + "@host/db?sslfactory=x.Y", "sslfactory"),
                Arguments.of("postgres://u:" + SECRET + "@host/db?loggerFile=/tmp/x", "loggerFile"),
                Arguments.of(
                        "postgres://u:" + SECRET + "@host/db?authenticationPluginClassName=x.Y",
                        "authenticationPluginClassName"),
                Arguments.of("jdbc:mysql://u:" + SECRET + "@host/db?password=" + SECRET, "jdbc:mysql:"),
                Arguments.of("http://u:" + SECRET + "@host/db", "http://…@host/db"));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void aUrlThatCouldDoMoreThanOpenADatabaseIsRefused(String url, String named) {
        for (List<String> command :
                List.of(List.of("enqueue", "true"), List.of("list"), List.of("migrate", "--print"))) {
            Finished refused = prompt.on(url)
                    .run(command.toArray(String[]::new))
                    .refuses(2, named)
                    .says("hint: ");
            assertThat(refused.err()).doesNotContain(SECRET);
        }
        assertThat(directory.toFile().list()).isEmpty();
    }

    static Stream<Arguments> servers() {
        Address server = TestPostgres.address();
        String schema = "queuectl_never_made";
        return Stream.of(
                Arguments.of(server.at("127.0.0.1", 1).with("schema", schema).shortUrl(), 5, "refused"),
                Arguments.of(
                        server.as(server.user(), SECRET).with("schema", schema).shortUrl(), 8, "password"),
                Arguments.of(
                        server.as("nobody_here", SECRET).with("schema", schema).shortUrl(), 8, "nobody_here"),
                Arguments.of(
                        server.in("no_such_database").with("schema", schema).shortUrl(), 5, "no_such_database"),
                Arguments.of(
                        server.with("sslmode", "require").with("schema", schema).shortUrl(), 8, "SSL"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aServerThatLetsNobodyInIsToldApartInOneLine(String url, int code, String named) {
        String password = TestPostgres.address().password();
        for (List<String> command : List.of(List.of("enqueue", "true"), List.of("status"), List.of("migrate"))) {
            Finished refused =
                    prompt.on(url).run(command.toArray(String[]::new)).refuses(code, named);
            assertThat(refused.err()).doesNotContain(SECRET).doesNotContain(password);
        }
        Finished traced = prompt.on(url).run("enqueue", "true", "--debug").exits(code);
        assertThat(traced.err()).contains("\tat ").doesNotContain(SECRET).doesNotContain(password);
        prompt.on(url).run("worker", "start", "-d").exits(code);
    }

    @Test
    void thePasswordOfAServerIsShownNowhere() throws IOException {
        try (TestedDatabase database = TestedStore.POSTGRES.database(directory)) {
            String password = TestPostgres.address().password();
            prompt.on(database.location()).with("PGAPPNAME", "it");
            String said = prompt.run("enqueue", "true", "--debug").exits(0).err();
            said += prompt.run("status").exits(0).prints("Store: PostgreSQL").out();
            said += prompt.run("status", "-o", "json")
                    .exits(0)
                    .prints("\"location\":\"postgresql://")
                    .out();
            long pid = Long.parseLong(
                    prompt.run("worker", "start", "-d").exits(0).lines().get(0));
            said += new String(Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline")), StandardCharsets.UTF_8);
            said += prompt.run("worker", "stop", "--wait").exits(0).out();
            said += prompt.run("copy", "--to", database.location()).exits(2).err();
            said += prompt.run("purge").exits(2).err();
            said += Files.readString(prompt.workerLog());

            assertThat(said).contains("1 worker started").doesNotContain(password);
        }
    }

    @Test
    void anH2FileThatAnotherProcessHasOpenSaysSo() {
        prompt.on("jdbc:h2:./alone").run("enqueue", "true").exits(0);
        Running worker = prompt.start("worker", "start").shows("1 worker started");

        prompt.run("list").refuses(5, "alone.mv.db", "another process", "AUTO_SERVER=TRUE");
        prompt.run("enqueue", "true").refuses(5, "alone.mv.db", "AUTO_SERVER=TRUE");
        worker.signal("INT").end().exits(0);
        prompt.run("list").exits(0);
    }

    @Test
    void anH2FileThatIsDamagedOrSomethingElseIsNamed() throws IOException {
        prompt.on("jdbc:h2:./bad").run("enqueue", "true").exits(0);
        Path file = directory.resolve("bad.mv.db");
        byte[] whole = Files.readAllBytes(file);
        Arrays.fill(whole, 0, whole.length, (byte) 'x');
        Files.write(file, whole);

        prompt.run("list").refuses(6, "bad.mv.db");
        prompt.run("enqueue", "true").refuses(6, "bad.mv.db");
    }

    @Test
    void aFolderThatCannotHoldTheNativeLibraryIsNamedWithTheProperty() {
        prompt.with("JAVA_TOOL_OPTIONS", "-Dorg.sqlite.tmpdir=/proc/no-folder");

        prompt.run("enqueue", "true", "--db", "queue.db")
                .refuses(5, "/proc/no-folder", "-Dorg.sqlite.tmpdir=FOLDER", "execution");
        assertThat(directory.resolve("queue.db")).doesNotExist();
    }
}
