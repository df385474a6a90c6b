package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.ScratchDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scratch databases in a folder beside the file: used, left behind, and one beside the other. */
class ScratchDatabaseTest {

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();

    @Test
    void itIsADatabaseOfItsOwnAndGoneAtItsClose() throws IOException {
        Path file = folder.resolve("queue.db");
        try (JobStore real = SqliteStore.open(file)) {
            data.insert(real, data.job().id("real"));
            try (ScratchDatabase scratch = beside(file)) {
                try (JobStore store = scratch.open()) {
                    assertThat(store.queries().counts()).isEmpty();
                    data.insert(store, data.job().id("measured"));
                }
                assertThat(scratch.folder()).isDirectoryContaining("glob:**queue.db");
                assertThat(Files.getFileStore(scratch.folder())).isEqualTo(Files.getFileStore(file));
            }
            assertThat(real.queries().counts()).hasSize(1).allMatch(count -> count.count() == 1);
        }
        assertThat(names()).containsExactly("queue.db");
    }

    @Test
    void whatNobodyHoldsIsRemovedAndNothingElse() throws IOException {
        Path file = folder.resolve("queue.db");
        Path left = Files.createDirectory(folder.resolve("queue.db.bench-0123456789abcdef"));
        Files.createFile(left.resolve("lock"));
        Files.createDirectory(left.resolve("deeper"));
        Files.writeString(left.resolve("deeper").resolve("queue.db"), "left by a process that was killed");
        Files.createDirectory(folder.resolve("queue.db.bench-00000000000000ff"));
        Files.createDirectory(folder.resolve("queue.db.bench-mine"));
        Files.createFile(Files.createDirectory(folder.resolve("other.db.bench-0123456789abcdef"))
                .resolve("lock"));

        try (ScratchDatabase first = beside(file)) {
            try (ScratchDatabase second = beside(file)) {
                assertThat(first.folder()).isDirectory().isNotEqualTo(second.folder());
                assertThat(names())
                        .containsExactlyInAnyOrder(
                                "queue.db.bench-mine",
                                "other.db.bench-0123456789abcdef",
                                String.valueOf(first.folder().getFileName()),
                                String.valueOf(second.folder().getFileName()));
            }
        }
        assertThat(names()).containsExactlyInAnyOrder("queue.db.bench-mine", "other.db.bench-0123456789abcdef");
    }

    @Test
    void aPlaceThatIsNotThereIsRefused() {
        StoreException refused = catchThrowableOfType(
                StoreException.class, () -> beside(folder.resolve("no").resolve("queue.db")));

        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused).hasMessageContaining("its folder does not exist");
    }

    private static ScratchDatabase beside(Path file) {
        return new SqliteStoreProvider().scratch(file.toString(), Duration.ofSeconds(1));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString()).toList();
        }
    }
}
