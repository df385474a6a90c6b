package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.SchemaStep;
import io.queuectl.store.sql.Migrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema as a script for a person: run in the database's own shell it is the schema that queuectl makes. */
class SchemaScriptTest {

    private static final Path SHELL = Path.of("/usr/bin/sqlite3");
    private static final String OBJECTS = "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name";

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();
    private final SqliteStoreProvider provider = new SqliteStoreProvider();

    @Test
    void theScriptMakesTheSchema() throws Exception {
        for (SchemaStep step : steps()) {
            TestDatabase.run(file(), step.script());
            assertThat(provider.schemaVersion(file().toString(), Duration.ZERO)).isEqualTo(step.version());
        }

        assertServes();
    }

    @Test
    void theShellMakesTheSchemaOfTheScript() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SHELL), "no sqlite3 on this machine");
        Path script = folder.resolve("schema.sql");
        Files.writeString(script, steps().stream().map(SchemaStep::script).reduce("", String::concat));
        Process shell = new ProcessBuilder(SHELL.toString(), "-bail", file().toString())
                .inheritIO()
                .redirectInput(script.toFile())
                .start();

        assertThat(shell.waitFor()).isZero();
        assertServes();
    }

    @Test
    void aStepThatRanIsNotRunTwice() throws Exception {
        TestDatabase.run(file(), steps().get(0).script());

        assertThatThrownBy(() -> TestDatabase.run(file(), steps().get(0).script()))
                .isInstanceOf(SQLException.class);
        assertThat(provider.schemaVersion(file().toString(), Duration.ZERO)).isEqualTo(1);
        SqliteStore.open(file()).close();
        assertThat(provider.schemaVersion(file().toString(), Duration.ZERO)).isEqualTo(steps().size());
    }

    @Test
    void askingForTheVersionCreatesNothing() {
        assertThat(provider.schemaVersion(file().toString(), Duration.ZERO)).isZero();
        assertThat(file()).doesNotExist();
    }

    private void assertServes() throws SQLException {
        Path made = folder.resolve("made.db");
        SqliteStore.open(made).close();
        assertThat(TestDatabase.column(file(), OBJECTS)).isEqualTo(TestDatabase.column(made, OBJECTS));
        SqliteOptions validating = SqliteOptions.DEFAULTS.schema(Migrator.Mode.VALIDATE);
        try (JobStore store = SqliteStore.open(file(), validating)) {
            NodeInfo node = data.join(store);
            data.insert(store, data.job().id("a"));
            assertThat(TestDatabase.ids(TestDatabase.claim(store, node, 5))).containsExactly("a");
        }
    }

    private List<SchemaStep> steps() {
        return provider.schemaSteps(file().toString());
    }

    private Path file() {
        return folder.resolve("queue.db");
    }
}
