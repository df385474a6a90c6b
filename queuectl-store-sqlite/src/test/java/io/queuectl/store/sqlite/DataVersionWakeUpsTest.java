package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.WakeUps;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataVersionWakeUpsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();

    @Test
    void everyCommitOfAnotherWakesOnce() throws Exception {
        try (JobStore store = SqliteStore.open(folder.resolve("queue.db"));
                JobStore other = SqliteStore.open(folder.resolve("queue.db"));
                WakeUps wakeUps = store.wakeUps()) {
            assertThat(wakeUps.await(Duration.ZERO)).isFalse();
            for (int i = 0; i < 20; i++) {
                data.insert(other, data.job());
                assertThat(wakeUps.await(LONG)).isTrue();
                assertThat(wakeUps.await(Duration.ZERO)).isFalse();
            }
        }
    }

    @Test
    void anInterruptEndsTheWait() {
        try (JobStore store = SqliteStore.open(folder.resolve("queue.db"));
                WakeUps wakeUps = store.wakeUps()) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> wakeUps.await(LONG));
        }
    }
}
