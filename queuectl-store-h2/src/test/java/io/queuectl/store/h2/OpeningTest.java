package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.queuectl.api.JobId;
import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.Migrator;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand where the database should be, how a URL may read, and what keeps a database from being used. */
@Timeout(60)
class OpeningTest {

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();
    private final StoreProvider provider =
            ServiceLoader.load(StoreProvider.class).findFirst().orElseThrow();

    @Test
    void theFileIsTheUsersAlone() throws Exception {
        try (JobStore store = H2Store.open(file())) {
            data.insert(store, data.job());
            assertThat(names()).containsExactly("jobs.mv.db");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database())))
                    .isEqualTo("rw-------");
        }
        assertThat(names()).containsExactly("jobs.mv.db");
    }

    @Test
    void commitsAreWrittenBeforeTheyAreAnswered() throws Exception {
        try (JobStore store = H2Store.open(file())) {
            assertThat(store.info().durability()).contains("WRITE_DELAY=0").contains("not of the machine");
            assertThat(
                            TestDatabase.column(
                                    file(),
                                    "SELECT DISTINCT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'"))
                    .containsExactly("0");
        }
    }

    /** H2 has its default delay in whoever opens a file, though another value was kept in it. */
    @Test
    void commitsAreWrittenAtOnceAlsoWhenTheFileWasOpenedAgain() throws Exception {
        try (JobStore store = H2Store.open(file())) {
            data.insert(store, data.job());
            assertThatThrownBy(() -> TestDatabase.run(file(), "SHUTDOWN IMMEDIATELY", "SELECT 1"))
                    .isInstanceOf(SQLException.class);

            data.insert(store, data.job());
            assertThat(TestDatabase.column(
                            file(),
                            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'"))
                    .containsOnly("0");
        }
    }

    @Test
    void aSecondProcessIsToldWhoHasItOpenAndWhatToDo() throws Exception {
        Process process =
                TestDatabase.process(OpeningTest.class, file().toString()).start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("open");
            for (OpenMode mode : OpenMode.values()) {
                StoreException refused = refused(mode);
                assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
                assertThat(refused)
                        .hasMessageContaining("another process has it open")
                        .hasMessageContaining("jobs.mv.db")
                        .hasMessageContaining("AUTO_SERVER=TRUE");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        H2Store.open(file()).close();
    }

    /** The process that has it open. */
    public static void main(String[] arguments) throws IOException {
        try (JobStore store = H2Store.open(Path.of(arguments[0]))) {
            System.out.println("open");
            while (System.in.read() >= 0 && !store.info().name().isEmpty()) {
                // Waits for its end.
            }
        }
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aDatabaseOfAnotherApplicationIsRefusedUntouched(OpenMode mode) throws Exception {
        TestDatabase.run(file(), "CREATE TABLE job (mine INTEGER)");

        assertThat(refused(mode).reason()).isEqualTo(Reason.FOREIGN);
        assertThat(TestDatabase.column(file(), "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA"))
                .containsExactlyInAnyOrder("INFORMATION_SCHEMA", "PUBLIC");
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aTextFileIsRefusedUntouched(OpenMode mode) throws Exception {
        byte[] diary = "This is my diary.\n".repeat(900).getBytes(StandardCharsets.UTF_8);
        Files.write(database(), diary);

        assertThat(refused(mode).reason()).isEqualTo(Reason.FOREIGN);
        assertThat(Files.readAllBytes(database())).isEqualTo(diary);
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aTruncatedDatabaseIsDamaged(OpenMode mode) throws Exception {
        try (JobStore store = H2Store.open(file())) {
            for (int i = 0; i < 200; i++) {
                data.insert(store, data.job());
            }
        }
        byte[] whole = Files.readAllBytes(database());
        Files.write(database(), Arrays.copyOf(whole, whole.length / 3));

        assertThat(refused(mode).reason()).isEqualTo(Reason.DAMAGED);
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void aNewerSchemaIsRefusedWithBothVersions(OpenMode mode) throws Exception {
        H2Store.open(file()).close();
        TestDatabase.run(file(), "INSERT INTO \"queuectl\".queuectl_schema VALUES (99, 'future', 'x', 'then')");

        StoreException refused = refused(mode);
        assertThat(refused.reason()).isEqualTo(Reason.SCHEMA);
        assertThat(refused).hasMessageContaining("99").hasMessageContaining("knows up to 3");
        assertThat(provider.schemaVersion(url(), Duration.ofSeconds(1))).isEqualTo(99);
    }

    @Test
    void validatingCreatesNothing() {
        H2Options validating = H2Options.DEFAULTS.schema(Migrator.Mode.VALIDATE);

        StoreException refused = catchThrowableOfType(StoreException.class, () -> H2Store.open(file(), validating));
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(database()).doesNotExist();
        H2Store.open(file()).close();
        H2Store.open(file(), validating).close();
    }

    @Test
    void aMigrationCutShortIsFinishedByTheNext() throws Exception {
        H2Store.open(file()).close();
        TestDatabase.run(
                file(),
                "DELETE FROM \"queuectl\".queuectl_schema",
                "DROP VIEW \"queuectl\".jobs",
                "DROP TABLE \"queuectl\".setting");

        try (JobStore store = H2Store.open(file())) {
            store.admin().putSetting("key", "value");
            assertThat(store.info().schema()).isEqualTo(3);
        }
        assertThat(TestDatabase.column(file(), "SELECT id FROM \"queuectl\".lane"))
                .hasSize(1);
    }

    @Test
    void aMissingFolderIsNamed() {
        StoreException refused = catchThrowableOfType(
                StoreException.class,
                () -> H2Store.open(folder.resolve("missing").resolve("jobs")));

        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused).hasMessageContaining("folder does not exist").hasMessageContaining("missing");
    }

    @Test
    void whereNothingIsAReaderSeesAnEmptyQueueAndCreatesNothing() throws Exception {
        assertThat(provider.exists(url())).isFalse();
        try (JobStore reader = provider.open(url(), OpenMode.READ, Duration.ofSeconds(1))) {
            assertThat(reader.queries().counts()).isEmpty();
        }
        assertThat(provider.schemaVersion(url(), Duration.ofSeconds(1))).isZero();
        assertThat(names()).isEmpty();
    }

    @Test
    void readersReadTogetherAndWriteNothing() throws Exception {
        try (JobStore store = H2Store.open(file())) {
            data.insert(store, data.job().id("seen"));
        }
        byte[] before = Files.readAllBytes(database());

        try (JobStore reader = provider.open(url(), OpenMode.READ, Duration.ofSeconds(1));
                JobStore second = provider.open(url(), OpenMode.READ, Duration.ofSeconds(1))) {
            assertThat(reader.queries().find(JobId.of("seen"))).isPresent();
            assertThat(second.queries().find(JobId.of("seen"))).isPresent();
            StoreException refused = catchThrowableOfType(StoreException.class, () -> data.insert(reader, data.job()));
            assertThat(refused.reason()).isEqualTo(Reason.REJECTED);
        }
        assertThat(names()).containsExactly("jobs.mv.db");
        assertThat(Files.readAllBytes(database())).isEqualTo(before);
    }

    @Test
    void oddPathsWork() throws Exception {
        for (String name : List.of("a b", "100%", "a#b", "ünï'\"", "q?x=y")) {
            try (JobStore store = H2Store.open(folder.resolve(name))) {
                data.insert(store, data.job());
            }
            assertThat(names()).contains(name + ".mv.db");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> H2Store.open(folder.resolve("a;b")))
                .withMessageContaining("semicolon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INIT=RUNSCRIPT FROM 'evil.sql'",
                "init=CREATE ALIAS RUN AS 'x'",
                "DATABASE_EVENT_LISTENER='evil.Listener'",
                "JAVA_OBJECT_SERIALIZER='evil.Serializer'",
                "FILE_LOCK=NO",
                "WRITE_DELAY=500",
                "TRACE_LEVEL_SYSTEM_OUT=3",
                "LOCK_MODE=0",
                "AUTHREALM=x",
                "CACHE_SIZE=many"
            })
    void aParameterThatIsNotOnTheListIsRefusedByName(String parameter) throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.accepts(url() + ";" + parameter))
                .withMessageContaining(parameter.replaceFirst("=.*", "").toUpperCase(Locale.ROOT))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("evil"));
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:h2:", "jdbc:h2:zip:x.zip!/db", "jdbc:h2:nio:x", "jdbc:h2:x;SECRET"})
    void aUrlOfNoLastingFileIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.accepts(url))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("SECRET"));
    }

    @Test
    void theProviderTakesUrlsOfH2AndNothingElse() throws Exception {
        assertThat(provider.accepts("jobs.db")).isFalse();
        assertThat(provider.accepts("jdbc:sqlite:jobs.db")).isFalse();
        String user = "jdbc:h2:file:" + file() + ";USER=me;PASSWORD=geheim;WRITE_DELAY=0";
        provider.open(user, OpenMode.WRITE, Duration.ofSeconds(1)).close();
        assertThat(names()).containsExactly("jobs.mv.db");

        StoreException refused = refused(OpenMode.WRITE);
        assertThat(refused.reason()).isEqualTo(Reason.PERMISSION);
        assertThatThrownBy(() -> provider.open(user.replace("geheim", "falsch"), OpenMode.READ, Duration.ofSeconds(1)))
                .hasMessageContaining("jobs.mv.db")
                .hasMessageNotContaining("falsch");
    }

    @Test
    void everyConnectionWaitsForAFileThatChangesHandsNotOnlyTheFirst() {
        AtomicInteger refusals = new AtomicInteger();
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:async:" + folder.resolve("shared"));
        DataSource changingHands = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new SQLException(
                                "opened by somebody else (planted)", "HY000", ErrorCode.ERROR_OPENING_DATABASE_1);
                    }
                    return method.invoke(file, arguments);
                });
        try (JobStore store = H2Store.of(changingHands)) {
            refusals.set(3);
            assertThat(store.queries().counts()).isEmpty();
            assertThat(refusals).hasValue(-1);
        }
    }

    /** The processes that share a file leave one after the other, each of them while it serves it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aReadOutlivesTheSessionsItLosesAndGivesUpOnTheThird(int losses) {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:async:" + folder.resolve("shared"));
        AtomicInteger left = new AtomicInteger();
        DataSource losing = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> losingWhileReading((Connection) method.invoke(file, arguments), left));
        try (JobStore store = H2Store.of(losing)) {
            assertThat(store.queries().counts()).isEmpty();
            left.set(losses);
            if (losses < 3) {
                assertThat(store.queries().counts()).isEmpty();
            } else {
                StoreException lost = catchThrowableOfType(
                        StoreException.class, () -> store.queries().counts());
                assertThat(lost.reason()).isEqualTo(Reason.UNAVAILABLE);
            }
            assertThat(left).hasValue(0);
            assertThat(store.queries().counts()).isEmpty();
        }
    }

    private static Connection losingWhileReading(Connection connection, AtomicInteger left) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean begins = method.getName().equals("setAutoCommit") && Boolean.FALSE.equals(arguments[0]);
                    if (begins && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                        throw new SQLException("session closed (planted)", "90067", ErrorCode.CONNECTION_BROKEN_1);
                    }
                    return method.invoke(connection, arguments);
                });
    }

    @Test
    void anApplicationsFileThatAnInterruptWouldCloseIsRefused() {
        StoreException refused =
                catchThrowableOfType(StoreException.class, () -> H2Store.of(source("jdbc:h2:" + file())));

        assertThat(refused.reason()).isEqualTo(Reason.REJECTED);
        assertThat(refused).hasMessageContaining("jdbc:h2:async:" + file());
        H2Store.of(source("jdbc:h2:async:" + file())).close();
    }

    @Test
    void aDatabaseThatIsAnotherForEachConnectionIsRefused() {
        assertThatThrownBy(() -> H2Store.of(source("jdbc:h2:mem:"))).hasMessageContaining("jdbc:h2:mem:NAME");
    }

    @Test
    void aUserWhoMayNotMakeCommitsLastIsRefused() throws Exception {
        String url = "jdbc:h2:async:" + file();
        try (Connection administrator = source(url).getConnection()) {
            TestDatabase.run(administrator, "CREATE USER app PASSWORD ''");
            JdbcDataSource limited = source(url);
            limited.setUser("app");

            StoreException refused = catchThrowableOfType(StoreException.class, () -> H2Store.of(limited));
            assertThat(refused.reason()).isEqualTo(Reason.PERMISSION);
            assertThat(refused).hasMessageContaining("SET WRITE_DELAY 0");
            assertThat(TestDatabase.column(administrator, "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA"))
                    .doesNotContain("queuectl");
        }
    }

    /** A user who may work, and neither change the schema nor read or write the application's own tables. */
    @Test
    void aUserWithTheRightsToTheSchemaAloneWorks() throws Exception {
        String url = "jdbc:h2:mem:rights";
        try (Connection administrator = source(url).getConnection();
                JobStore owner = H2Store.of(source(url))) {
            TestDatabase.run(
                    administrator,
                    "CREATE USER app PASSWORD ''",
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA \"queuectl\" TO app");
            JdbcDataSource limited = source(url);
            limited.setUser("app");
            try (JobStore store = H2Store.of(limited, H2Options.DEFAULTS.schema(Migrator.Mode.VALIDATE))) {
                data.insert(store, data.job().id("by-app"));
                assertThat(TestDatabase.ids(TestDatabase.claim(store, data.join(store), 1)))
                        .containsExactly("by-app");
                assertThat(owner.queries().find(JobId.of("by-app"))).isPresent();
            }
            try (Connection connection = limited.getConnection()) {
                assertThatThrownBy(() -> TestDatabase.run(connection, "DROP TABLE \"queuectl\".job"))
                        .hasMessageContaining("rights");
            }
        }
    }

    private static JdbcDataSource source(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        source.setPassword("");
        return source;
    }

    private StoreException refused(OpenMode mode) {
        StoreException refused =
                catchThrowableOfType(StoreException.class, () -> provider.open(url(), mode, Duration.ofSeconds(1)));
        assertThat(refused).as("opening " + database()).isNotNull();
        return refused;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String url() {
        return "jdbc:h2:" + file();
    }

    private Path file() {
        return folder.resolve("jobs");
    }

    private Path database() {
        return folder.resolve("jobs.mv.db");
    }
}
