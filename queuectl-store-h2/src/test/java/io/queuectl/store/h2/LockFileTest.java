package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;
import org.h2.message.DbException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lock file was left by a process that is gone, and which is somebody's. */
class LockFileTest {

    @TempDir
    Path folder;

    private Path file;
    private LockFile lock;

    @BeforeEach
    void name() {
        file = folder.resolve("jobs" + LockFile.SUFFIX);
        lock = new LockFile(file);
    }

    @Test
    void oneThatIsNotThereIsCreated() {
        assertThat(lock.create(this::create)).isTrue();
        assertThat(file).isEmptyFile();
    }

    @Test
    void oneOfAServerThatIsGoneIsReplaced() throws IOException {
        write("127.0.0.1:" + portOfNobody());

        assertThat(lock.create(this::create)).isTrue();
        assertThat(file).isEmptyFile();
    }

    @Test
    void oneOfAServerThatIsGoneIsEmptyToWhoeverReadsIt() throws IOException {
        write("127.0.0.1:" + portOfNobody());

        assertThat(read()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void oneWhereSomebodyListensStays() throws IOException {
        try (ServerSocket server = listening()) {
            write("127.0.0.1:" + server.getLocalPort());

            assertThat(lock.create(this::create)).isFalse();
            assertThat(read()).contains("server=127.0.0.1\\:" + server.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1:9092", "127.0.0.1:port", "127.0.0.1:99999999", "no such host:1"})
    void oneOfAnotherHostOrOfNoSenseIsLeftToH2(String server) throws IOException {
        write(server);

        assertThat(lock.create(this::create)).isFalse();
        assertThat(read()).contains("server=");
    }

    /** It was killed before it could say where it serves: H2 looks how old the file is. */
    @Test
    void oneThatNamesNoServerIsLeftToH2() throws IOException {
        Files.writeString(file, "#FileLock\nid=1\nmethod=f\\uXX");

        assertThat(lock.create(this::create)).isFalse();
        assertThat(read()).contains("id=1");
    }

    @Test
    void whoWaitedForOneToBeServedIsSentToItsServer() throws IOException {
        Files.writeString(file, "");
        try (ServerSocket server = listening()) {
            int[] asked = {0};
            DbException open = catchThrowableOfType(
                    DbException.class,
                    () -> lock.create(() -> {
                        asked[0]++;
                        if (asked[0] == 2) {
                            write("127.0.0.1:" + server.getLocalPort());
                        }
                        return create();
                    }));

            assertThat(open.getErrorCode()).isEqualTo(ErrorCode.DATABASE_ALREADY_OPEN_1);
            assertThat(((JdbcException) open.getSQLException()).getSQL())
                    .isEqualTo("127.0.0.1:" + server.getLocalPort() + "/1");
            assertThat(read()).contains("server=");
        }
    }

    /** As H2 writes them: a colon of a value is escaped. */
    private void write(String server) {
        try {
            Files.writeString(file, "#FileLock\nid=1\nmethod=file\nserver=" + server.replace(":", "\\:") + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() throws IOException {
        try (InputStream in = lock.read(() -> Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private boolean create() {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket server = listening()) {
            return server.getLocalPort();
        }
    }
}
