package io.queuectl.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed leaves neither server nor folder. */
class ServerRoomTest {

    @TempDir
    Path temporary;

    private final List<Process> jvms = new ArrayList<>();

    private record Doomed(Process jvm, Path room, ProcessHandle server) {

        void kill() {
            jvm.destroyForcibly().onExit().join();
        }

        boolean isGone() {
            return !server.isAlive() && !Files.exists(room);
        }
    }

    /** Skips where no server can be had. */
    @BeforeAll
    static void serversCanBeHad() {
        TestPostgres.server().close();
    }

    @AfterEach
    void killEveryJvm() {
        jvms.forEach(jvm -> jvm.destroyForcibly().onExit().join());
        await("every room to be cleared up").atMost(Duration.ofSeconds(30)).until(this::nothingIsLeft);
    }

    @Test
    void aKilledJvmIsClearedUpAfterByItsGuardAndElseByTheNextJvm() throws IOException {
        Process livingJvm = jvm(DoomedTests.class);
        Doomed unguarded = doomed();
        Doomed living = doomed(livingJvm);
        unguarded
                .jvm
                .children()
                .filter(child -> child.pid() != unguarded.server.pid())
                .forEach(ProcessHandle::destroyForcibly);
        unguarded.kill();
        assertThat(unguarded.server.isAlive()).isTrue();

        doomed();
        assertThat(unguarded.isGone()).isTrue();
        assertThat(living.server.isAlive()).isTrue();
        assertThat(living.room).exists();

        living.kill();
        await().atMost(Duration.ofSeconds(30)).until(living::isGone);
    }

    @Test
    void whoSweepsDoesNotTakeARoomThatSomebodyJustMade() throws Exception {
        List<Process> makers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            makers.add(jvm(ManyRooms.class, "25"));
        }
        for (Process maker : makers) {
            assertThat(maker.waitFor()).as(() -> complaints(maker)).isZero();
        }
    }

    private boolean nothingIsLeft() throws IOException {
        try (Stream<Path> rooms = Files.list(temporary)) {
            return rooms.findAny().isEmpty();
        }
    }

    private Doomed doomed() throws IOException {
        return doomed(jvm(DoomedTests.class));
    }

    private Process jvm(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process jvm = new ProcessBuilder(command).start();
        jvms.add(jvm);
        return jvm;
    }

    private static Doomed doomed(Process jvm) throws IOException {
        List<String> words =
                List.of(String.valueOf(jvm.inputReader().readLine()).split(" "));
        assertThat(words).as(() -> complaints(jvm)).hasSize(2);
        Path room = Path.of(words.get(0)).resolve("../..").normalize();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(words.get(1))).orElseThrow();
        return new Doomed(jvm, room, server);
    }

    /** What a JVM that ends said of it. */
    private static String complaints(Process jvm) {
        return jvm.errorReader().lines().collect(Collectors.joining("\n"));
    }
}
