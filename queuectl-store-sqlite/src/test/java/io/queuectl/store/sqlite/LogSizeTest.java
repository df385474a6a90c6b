package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that has become large is told of, and one that has not is left alone. */
class LogSizeTest {

    @TempDir
    Path folder;

    @Test
    void aLargeLogIsToldOfOnce() throws Exception {
        try (RandomAccessFile log =
                new RandomAccessFile(folder.resolve("queue.db-wal").toFile(), "rw")) {
            log.setLength(2_000_000);
            LogSize size = new LogSize(folder.resolve("queue.db"), 1_000_000);

            assertThat(size.look()).isTrue();
            assertThat(size.look()).as("a moment later").isFalse();
        }
    }

    @Test
    void aSmallLogAndNoLogAreFine() throws Exception {
        assertThat(new LogSize(folder.resolve("queue.db"), 1_000_000).look()).isFalse();
        try (RandomAccessFile log =
                new RandomAccessFile(folder.resolve("queue.db-wal").toFile(), "rw")) {
            log.setLength(999_999);
            assertThat(new LogSize(folder.resolve("queue.db"), 1_000_000).look())
                    .isFalse();
        }
    }
}
