package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the driver's library goes: seen from a JVM of its own, because it is loaded once. */
class NativeLibraryTest {

    @TempDir
    Path temp;

    @Test
    void itGoesToAFolderOfTheUserAloneAndOldCopiesAreSwept() throws Exception {
        assertThat(open()).isEqualTo("opened");
        Path folder = only();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        Path killed = Files.createFile(folder.resolve("sqlite-3.0.0-x-libsqlitejdbc.so.lck"));
        Path young = Files.createFile(folder.resolve("sqlite-3.0.0-y-libsqlitejdbc.so.lck"));
        FileTime longAgo =
                FileTime.from(Files.getLastModifiedTime(young).toInstant().minusSeconds(3600));
        Files.setLastModifiedTime(killed, longAgo);

        assertThat(open()).isEqualTo("opened");

        assertThat(killed).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void aFolderThatOthersMayChangeIsNotUsed() throws Exception {
        assertThat(open()).isEqualTo("opened");
        Path folder = only();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(open()).isEqualTo("opened");

        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.filter(Files::isDirectory)).hasSize(2);
        }
    }

    /** Opens a database in a process of its own and answers what it printed last. */
    private String open() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temp,
                        "-cp",
                        System.getProperty("java.class.path"),
                        NativeLibraryTest.class.getName(),
                        temp.resolve("queue.db").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed.strip();
    }

    public static void main(String[] arguments) {
        SqliteStore.open(Path.of(arguments[0])).close();
        System.out.println("opened");
    }

    private Path only() throws Exception {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }
}
