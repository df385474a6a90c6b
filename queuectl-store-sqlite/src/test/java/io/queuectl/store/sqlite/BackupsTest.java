package io.queuectl.store.sqlite;

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
    private static final String ASIDE = "queue.db.replaced-20261123T120000Z";

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();

    @Test
    void aBackupHoldsWhatWasCommittedWhileOthersGoOn() throws Exception {
        try (JobStore store = SqliteStore.open(database())) {
            data.insert(store, data.job().id("a"), data.job().id("b"));

            Backups.Backup made = backups().save(saved(), Existing.KEEP);
            data.insert(store, data.job().id("c"));

            assertThat(made.jobs()).isEqualTo(2);
            assertThat(made.bytes()).isEqualTo(Files.size(saved()));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved())))
                    .isEqualTo("rw-------");
            assertThat(jobs(store)).isEqualTo(3);
        }
        assertThat(names()).containsExactly("queue.db", "saved.db");
        assertThat(TestDatabase.column(saved(), "SELECT name FROM job ORDER BY name"))
                .containsExactly("a", "b");
    }

    /** A copy read by other means would let go of the locks SQLite holds in this process. */
    @Test
    void aBackupLeavesTheLocksOfThisProcessWhereTheyAre() throws Exception {
        try (JobStore store = SqliteStore.open(database())) {
            data.insert(store, data.job().id("a"));
            try (var holder = TestDatabase.connect(database());
                    var statement = holder.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                backups().save(saved(), Existing.KEEP);
                Process other = new ProcessBuilder("sqlite3", database().toString(), "BEGIN IMMEDIATE;")
                        .redirectErrorStream(true)
                        .start();
                String said =
                        new String(other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(other.waitFor()).as(said).isNotZero();
                assertThat(said).contains("locked");
            }
        }
    }

    @Test
    void aFileThatIsThereIsKeptUnlessItIsToBeReplaced() throws IOException {
        fill(database(), "a");
        Files.writeString(saved(), "mine");

        assertThatThrownBy(() -> backups().save(saved(), Existing.KEEP)).hasMessageContaining("is there already");
        assertThat(saved()).hasContent("mine");
        assertThatThrownBy(() -> backups().save(database(), Existing.REPLACE))
                .hasMessageContaining("the database itself");
        assertThat(backups().save(saved(), Existing.REPLACE).jobs()).isEqualTo(1);
    }

    @Test
    void aBackupThatCannotBeMadeLeavesNothing() throws IOException {
        fill(database(), "a");

        assertReason(Reason.UNAVAILABLE, () -> backups().save(folder.resolve("no/such/folder.db"), Existing.KEEP));
        damage(database());
        assertReason(Reason.DAMAGED, () -> backups().save(saved(), Existing.KEEP));
        assertThat(names()).doesNotContain("saved.db").noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void aRestoredDatabaseIsTheBackupAndTheOtherIsKept() throws Exception {
        fill(database(), "a");
        backups().save(saved(), Existing.KEEP);
        fill(database(), "b");

        assertThat(backups().restore(saved(), NOW)).contains(folder.resolve(ASIDE));

        assertThat(names()).containsExactly("queue.db", ASIDE, "saved.db");
        assertThat(TestDatabase.column(database(), "SELECT name FROM job")).containsExactly("a");
        assertThat(TestDatabase.column(folder.resolve(ASIDE), "SELECT name FROM job ORDER BY name"))
                .containsExactly("a", "b");
        fill(database(), "c");
        assertThat(TestDatabase.column(saved(), "SELECT name FROM job")).containsExactly("a");
    }

    @Test
    void aDatabaseThatIsGoneComesBack() throws Exception {
        fill(database(), "a");
        backups().save(saved(), Existing.KEEP);
        Files.delete(database());

        assertThat(backups().restore(saved(), NOW)).isEmpty();
        assertThat(TestDatabase.column(database(), "SELECT name FROM job")).containsExactly("a");
    }

    @Test
    void whatSomebodyHasOpenIsNotReplaced() throws Exception {
        fill(database(), "a");
        backups().save(saved(), Existing.KEEP);
        try (JobStore store = SqliteStore.open(database())) {
            data.insert(store, data.job().id("b"));
            assertReason(Reason.BUSY, () -> backups().restore(saved(), NOW));
            assertThat(jobs(store)).isEqualTo(2);
        }
        assertThat(names()).containsExactly("queue.db", "saved.db");
    }

    @Test
    void aDamagedDatabaseIsPutAsideWithItsLog() throws Exception {
        fill(database(), "a");
        backups().save(saved(), Existing.KEEP);
        damage(database());
        Files.writeString(folder.resolve("queue.db-wal"), "of the damaged one");

        backups().restore(saved(), NOW);

        assertThat(TestDatabase.column(database(), "SELECT name FROM job")).containsExactly("a");
        assertThat(names()).contains(ASIDE).doesNotContain("queue.db-wal");
    }

    @Test
    void whatIsNoBackupIsRefusedAndChangesNothing() throws IOException {
        fill(database(), "a");
        backups().save(saved(), Existing.KEEP);
        Files.writeString(folder.resolve("text"), "this is a text and no database, whatever its name");
        Files.createFile(folder.resolve("empty"));
        damage(saved());

        assertReason(Reason.FOREIGN, () -> backups().restore(folder.resolve("text"), NOW));
        assertReason(Reason.UNAVAILABLE, () -> backups().restore(folder.resolve("empty"), NOW));
        assertReason(Reason.UNAVAILABLE, () -> backups().restore(folder.resolve("none"), NOW));
        assertReason(Reason.DAMAGED, () -> backups().restore(saved(), NOW));
        assertThat(names()).containsExactly("empty", "queue.db", "saved.db", "text");
    }

    @Test
    void aBackupOfANewerQueuectlIsRefused() throws Exception {
        fill(database(), "a");
        backups().save(saved(), Existing.KEEP);
        TestDatabase.run(
                saved(),
                "INSERT INTO queuectl_schema SELECT 999, name, checksum, applied_at FROM queuectl_schema WHERE version = 1");

        assertReason(Reason.SCHEMA, () -> backups().restore(saved(), NOW));
    }

    private void fill(Path file, String id) {
        try (JobStore store = SqliteStore.open(file)) {
            data.insert(store, data.job().id(id));
        }
    }

    /** Every page but the first. */
    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(4096);
            bytes.write(new byte[(int) bytes.length() - 4096]);
        }
    }

    private static void assertReason(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThat(catchThrowableOfType(StoreException.class, attempt))
                .isNotNull()
                .extracting(StoreException::reason)
                .isEqualTo(reason);
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
        return SqliteStore.backups(database(), SqliteOptions.DEFAULTS.busyTimeout(Duration.ofMillis(100)));
    }

    private Path database() {
        return folder.resolve("queue.db");
    }

    private Path saved() {
        return folder.resolve("saved.db");
    }
}
