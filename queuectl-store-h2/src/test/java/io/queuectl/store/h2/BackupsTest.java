package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.Backups;
import io.queuectl.core.spi.Backups.Existing;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a file in use, and one in its place. */
class BackupsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ASIDE = "queue.mv.db.replaced-20261123T120000Z";

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();

    @Test
    void aBackupHoldsWhatWasCommittedWhileOthersGoOn() throws IOException {
        try (JobStore store = H2Store.open(database())) {
            data.insert(store, data.job().id("a"), data.job().id("b"));

            Backups.Backup made = backups().save(saved(), Existing.KEEP);
            data.insert(store, data.job().id("c"));

            assertThat(made.jobs()).isEqualTo(2);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved())))
                    .isEqualTo("rw-------");
            assertThat(jobs(store)).isEqualTo(3);
        }
        assertThat(names()).containsExactly("queue.mv.db", "saved.zip");
    }

    @Test
    void aFileThatIsThereIsKeptUnlessItIsToBeReplaced() throws IOException {
        fill("a");
        Files.writeString(saved(), "mine");

        assertThatThrownBy(() -> backups().save(saved(), Existing.KEEP)).hasMessageContaining("is there already");
        assertThat(saved()).hasContent("mine");
        assertThatThrownBy(() -> backups().save(database(), Existing.REPLACE))
                .hasMessageContaining("the database itself");
        assertThat(backups().save(saved(), Existing.REPLACE).jobs()).isEqualTo(1);
    }

    @Test
    void aRestoredDatabaseIsTheBackupAndTheOtherIsKept() throws IOException {
        fill("a");
        backups().save(saved(), Existing.KEEP);
        fill("b");

        assertThat(backups().restore(saved(), NOW)).contains(folder.resolve(ASIDE));

        assertThat(names()).containsExactly("queue.mv.db", ASIDE, "saved.zip");
        assertThat(jobs()).isEqualTo(1);
        fill("c");
        assertThat(backups().check(saved()).jobs()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsGoneOrDamagedComesBack() throws IOException {
        fill("a");
        backups().save(saved(), Existing.KEEP);
        Files.delete(database());
        assertThat(backups().restore(saved(), NOW)).isEmpty();
        assertThat(jobs()).isEqualTo(1);

        damage(database());
        assertThat(backups().restore(saved(), NOW)).contains(folder.resolve(ASIDE));
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void whatIsNoBackupIsRefusedAndChangesNothing() throws IOException {
        fill("a");
        backups().save(saved(), Existing.KEEP);
        Files.writeString(folder.resolve("text"), "this is a text and no zip, whatever its name");
        damage(saved());

        assertReason(Reason.FOREIGN, folder.resolve("text"));
        assertReason(Reason.UNAVAILABLE, folder.resolve("none"));
        assertThat(catchThrowableOfType(StoreException.class, () -> backups().restore(saved(), NOW)))
                .isNotNull();
        assertThat(names()).containsExactly("queue.mv.db", "saved.zip", "text");
    }

    private void fill(String id) {
        try (JobStore store = H2Store.open(database())) {
            data.insert(store, data.job().id(id));
        }
    }

    /** All but the first half kilobyte. */
    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(512);
            bytes.write(new byte[(int) bytes.length() - 512]);
        }
    }

    private void assertReason(Reason reason, Path file) {
        assertThat(catchThrowableOfType(StoreException.class, () -> backups().restore(file, NOW)))
                .isNotNull()
                .extracting(StoreException::reason)
                .isEqualTo(reason);
    }

    private long jobs() {
        try (JobStore store = H2Store.open(database())) {
            return jobs(store);
        }
    }

    private static long jobs(JobStore store) {
        return store.queries().counts().stream().mapToLong(StateCount::count).sum();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Backups backups() {
        return H2Store.backups(database(), H2Options.DEFAULTS.lockTimeout(Duration.ofMillis(100)));
    }

    private Path database() {
        return folder.resolve("queue.mv.db");
    }

    private Path saved() {
        return folder.resolve("saved.zip");
    }
}
