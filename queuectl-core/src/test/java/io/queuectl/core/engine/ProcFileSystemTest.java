package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who counts as gone, by a process table made of files. */
@EnabledOnOs(OS.LINUX)
class ProcFileSystemTest {

    private static final long SELF = 42;

    @TempDir
    private Path proc;

    @BeforeEach
    void mount() throws IOException {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot\n");
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[1]"));
        process(1, "init", 'S', 0);
        process(SELF, "java", 'S', 1000);
    }

    @Test
    void itKnowsItselfByHostPidAndStart() {
        assertThat(table().self()).isEqualTo(new HostProcess("boot/pid:[1]", SELF, 1000));
    }

    @Test
    void aProcessIsThereWhileItsPidAndItsStartAre() throws IOException {
        process(50, "work", 'R', 5);
        assertThat(table().isGone(other(50, 5))).isFalse();
    }

    @Test
    void aProcessIsGoneWithItsPid() {
        assertThat(table().isGone(other(50, 5))).isTrue();
    }

    @Test
    void aPidThatIsUsedAgainIsAnotherProcess() throws IOException {
        process(50, "work", 'R', 6);
        assertThat(table().isGone(other(50, 5))).isTrue();
    }

    @Test
    void aZombieIsGone() throws IOException {
        process(50, "work", 'Z', 5);
        assertThat(table().isGone(other(50, 5))).isTrue();
    }

    @Test
    void aNameMayHoldBracketsAndBlanksAndBytesThatAreNoText() throws IOException {
        process(50, ") Z (\u00ff x", 'S', 5);
        assertThat(table().isGone(other(50, 5))).isFalse();
    }

    @Test
    void nothingIsKnownOfOtherHostsAndOfLinesThatMakeNoSense() throws IOException {
        Files.createDirectories(proc.resolve("50"));
        Files.writeString(proc.resolve("50/stat"), "");
        assertThat(table().isGone(other(50, 5))).isFalse();
        assertThat(table().isGone(new HostProcess("boot/pid:[2]", 51, 5))).isFalse();
        assertThat(table().isGone(new HostProcess("", 51, 5))).isFalse();
    }

    @Test
    void whereTheProcessesOfOthersAreHiddenNobodyIsGone() throws IOException {
        Files.delete(proc.resolve("1/stat"));
        assertThat(table().self().host()).isEmpty();
        assertThat(table().isGone(other(50, 5))).isFalse();
    }

    @Test
    void thisVeryProcessLives() {
        LocalProcesses here = ProcFileSystem.here();
        assertThat(here.self().pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(here.isGone(here.self())).isFalse();
    }

    private LocalProcesses table() {
        return ProcFileSystem.at(proc, SELF);
    }

    private static HostProcess other(long pid, long started) {
        return new HostProcess("boot/pid:[1]", pid, started);
    }

    private void process(long pid, String name, char state, long started) throws IOException {
        Files.createDirectories(proc.resolve(Long.toString(pid)));
        String line = pid + " (" + name + ") " + state + " 0".repeat(18) + " " + started + " 0 0\n";
        Files.write(proc.resolve(pid + "/stat"), line.getBytes(StandardCharsets.ISO_8859_1));
    }
}
