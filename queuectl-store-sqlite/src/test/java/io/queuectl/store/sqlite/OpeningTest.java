package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.queuectl.api.JobId;
import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.SqlDialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may stand where the database should be, and what a database looks like from outside. */
class OpeningTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();
    private final StoreProvider provider =
            ServiceLoader.load(StoreProvider.class).findFirst().orElseThrow();

    @Test
    void theFilesAreTheUsersAlone() throws Exception {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job());
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> all = files.toList();
                assertThat(all).hasSize(3);
                for (Path each : all) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .as(each.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void closingLeavesTheDatabaseFileAlone() throws Exception {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job());
            store.queries().counts();
        }

        assertThat(names()).containsExactly("queue.db");
        assertThat(TestDatabase.column(file(), "SELECT state FROM jobs")).containsExactly("pending");
        assertThat(TestDatabase.column(file(), "PRAGMA application_id"))
                .containsExactly(Long.toString(SqliteIdentity.OURS));
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aTextFileIsRefusedUntouched(OpenMode mode) throws Exception {
        refusedUntouched(mode, "This is my diary.\n".repeat(500).getBytes(StandardCharsets.UTF_8), Reason.FOREIGN);
        refusedUntouched(mode, "x".getBytes(StandardCharsets.UTF_8), Reason.FOREIGN);
        refusedUntouched(mode, PNG, Reason.FOREIGN);
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aDatabaseOfAnotherApplicationIsRefusedUntouched(OpenMode mode) throws Exception {
        TestDatabase.run(file(), "PRAGMA journal_mode = WAL", "CREATE TABLE job (mine TEXT)");
        refusedUntouched(mode, Files.readAllBytes(file()), Reason.FOREIGN);
        Files.delete(file());
        TestDatabase.run(file(), "PRAGMA application_id = 17");
        refusedUntouched(mode, Files.readAllBytes(file()), Reason.FOREIGN);
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aTruncatedDatabaseIsDamaged(OpenMode mode) throws Exception {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job());
        }
        byte[] whole = Files.readAllBytes(file());
        refusedUntouched(mode, Arrays.copyOf(whole, whole.length / 3), Reason.DAMAGED);
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aNewerSchemaIsRefusedWithBothVersions(OpenMode mode) throws Exception {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job());
        }
        TestDatabase.run(file(), "INSERT INTO queuectl_schema VALUES (99, 'future', 'x', 'then')");

        StoreException refused = refused(mode);
        assertThat(refused.reason()).isEqualTo(Reason.SCHEMA);
        assertThat(refused)
                .hasMessageContaining("99")
                .hasMessageContaining("knows up to " + SqliteDialect.DIALECT.newestSchema());
    }

    @Test
    void anOlderSchemaIsBroughtUpToDateWithAllItHolds() throws Exception {
        SqlDialect now = SqliteDialect.DIALECT;
        SqlDialect first = new SqlDialect(
                now.name(),
                now.qualifier(),
                now.variants(),
                now.transactions(),
                now.faults(),
                now.migrations().subList(0, 1));
        try (Connection connection = TestDatabase.connect(file())) {
            new Migrator(first, file().toString()).run(Migrator.Mode.APPLY, connection);
        }
        TestDatabase.run(file(), "INSERT INTO setting (key, value) VALUES ('max-retries', '7')");

        assertThat(refused(OpenMode.READ))
                .hasMessageContaining("version 1")
                .hasMessageContaining("needs " + SqliteDialect.DIALECT.newestSchema());
        try (JobStore store = SqliteStore.open(file())) {
            assertThat(store.info().schema()).isEqualTo(now.newestSchema());
            assertThat(store.admin().settings()).containsEntry("max-retries", "7");
        }
    }

    @Test
    void aMigrationThatWasChangedIsNoticed() throws Exception {
        SqliteStore.open(file()).close();
        TestDatabase.run(file(), "UPDATE queuectl_schema SET checksum = 'other'");

        assertThat(refused(OpenMode.WRITE).reason()).isEqualTo(Reason.SCHEMA);
    }

    @Test
    void validatingCreatesNothing() {
        SqliteOptions validating = SqliteOptions.DEFAULTS.schema(Migrator.Mode.VALIDATE);

        StoreException refused = catchThrowableOfType(StoreException.class, () -> SqliteStore.open(file(), validating));
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(file()).doesNotExist();
        SqliteStore.open(file()).close();
        SqliteStore.open(file(), validating).close();
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aFolderIsRefused(OpenMode mode) throws Exception {
        Files.createDirectory(file());

        assertThat(refused(mode)).hasMessageContaining("folder").hasMessageContaining("queue.db");
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    @Timeout(20)
    void aNamedPipeIsRefusedWithoutWaitingForAWriter(OpenMode mode) throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", file().toString()).start();
        assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(provider.exists(file().toString())).isTrue();
        assertThat(refused(mode).reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("missing").resolve("queue.db");

        StoreException refused = catchThrowableOfType(
                StoreException.class, () -> provider.open(missing.toString(), OpenMode.WRITE, Duration.ofSeconds(1)));
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused).hasMessageContaining("folder does not exist").hasMessageContaining("missing");
    }

    @Test
    void whereNothingIsAReaderSeesAnEmptyQueueAndCreatesNothing() throws Exception {
        readsAsEmpty();
        Files.createFile(file());
        readsAsEmpty();
        assertThat(Files.size(file())).isZero();
        assertThat(names()).containsExactly("queue.db");
    }

    @Test
    void anEmptyFileIsFilledByAWriter() throws Exception {
        Files.createFile(file());
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job());
        }
        assertThat(provider.exists(file().toString())).isTrue();
    }

    @Test
    void aReaderReadsBesideAWriterAndWritesNothing() {
        try (JobStore writer = SqliteStore.open(file());
                JobStore reader = provider.open("jdbc:sqlite:" + file(), OpenMode.READ, Duration.ofSeconds(1))) {
            data.insert(writer, data.job().id("seen"));

            assertThat(reader.queries().find(JobId.of("seen"))).isPresent();
            StoreException refused = catchThrowableOfType(StoreException.class, () -> data.insert(reader, data.job()));
            assertThat(refused.reason()).isEqualTo(Reason.REJECTED);
        }
    }

    /** Root may do everything: this one is for everybody else. */
    @Test
    void whatCannotBeWrittenCanBeReadAndStaysAsItIs() throws Exception {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job());
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        assumeFalse(Files.isWritable(file()), "this user may write what is read-only");

        try (JobStore reader = SqliteStore.open(file(), SqliteOptions.DEFAULTS.readOnly())) {
            assertThat(reader.queries().counts()).hasSize(1);
        }
        assertThat(refused(OpenMode.WRITE).reason()).isEqualTo(Reason.PERMISSION);
        assertThat(names()).containsExactly("queue.db");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("---------"));
        assertThat(refused(OpenMode.READ).reason()).isEqualTo(Reason.PERMISSION);
    }

    @Test
    void oddPathsWork() throws Exception {
        for (String name : List.of("a b.db", "q?mode=memory.db", "100%.db", "a#b.db", "ünï;'\".db", "file:x.db")) {
            Path odd = folder.resolve(name);
            try (JobStore store = SqliteStore.open(odd)) {
                data.insert(store, data.job());
            }
            assertThat(names()).contains(name);
            try (JobStore store = SqliteStore.open(odd, SqliteOptions.DEFAULTS.readOnly())) {
                assertThat(store.queries().counts()).hasSize(1);
            }
        }
    }

    @Test
    void theProviderKnowsPathsFromUrls() {
        assertThat(provider.accepts("queue.db")).isTrue();
        assertThat(provider.accepts("/tmp/queue.db")).isTrue();
        assertThat(provider.accepts("C:\\queue.db")).isTrue();
        assertThat(provider.accepts("jdbc:sqlite:queue.db")).isTrue();
        assertThat(provider.accepts("jdbc:h2:queue")).isFalse();
        assertThat(provider.accepts("jdbc:postgresql://host/db")).isFalse();
        assertThat(provider.accepts("postgres://host/db")).isFalse();
    }

    @Test
    void anOldLibraryIsRefused() {
        SqliteConnections.requireVersion("3.51.3");
        SqliteConnections.requireVersion("3.54.1");
        SqliteConnections.requireVersion("4.0.0");
        for (String old : List.of("3.40.1", "3.51.2", "3.9.10")) {
            assertThat(catchThrowableOfType(StoreException.class, () -> SqliteConnections.requireVersion(old)))
                    .hasMessageContaining(old);
        }
    }

    private void readsAsEmpty() {
        assertThat(provider.exists(file().toString())).isFalse();
        try (JobStore store = provider.open(file().toString(), OpenMode.READ, Duration.ofSeconds(1))) {
            assertThat(store.queries().counts()).isEmpty();
            assertThat(store.queries().find(JobId.of("1"))).isEmpty();
            assertThat(store.nodes().roster()).isEmpty();
            assertThat(store.admin().settings()).isEmpty();
        }
    }

    private void refusedUntouched(OpenMode mode, byte[] content, Reason reason) throws IOException {
        Files.write(file(), content);

        StoreException refused = refused(mode);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining(file().toString());
        assertThat(Files.readAllBytes(file())).isEqualTo(content);
        assertThat(names()).containsExactly("queue.db");
    }

    private StoreException refused(OpenMode mode) {
        return catchThrowableOfType(
                StoreException.class,
                () -> provider.open(file().toString(), mode, Duration.ofSeconds(1))
                        .close());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private Path file() {
        return folder.resolve("queue.db");
    }
}
