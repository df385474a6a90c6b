package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A schema that a person wants to see, check or make by hand. */
@Execution(ExecutionMode.CONCURRENT)
class MigrateIT {

    private static final String DOWN_TO_ONE =
            "DELETE FROM queuectl_schema WHERE version > 1; DROP TABLE move; ALTER TABLE queue DROP COLUMN places;"
                    + " ALTER TABLE setting RENAME COLUMN name TO key; ALTER TABLE setting RENAME COLUMN text TO value";

    @Scene(on = Scene.Stores.IN_TURN)
    void theSchemaIsMadeOnceAndChecked(CommandLine cli) {
        cli.run("migrate", "--validate").refuses(7, "schema version 0", "needs");
        cli.run("migrate").exits(0).printsLine("schema brought from version 0 to [1-9][0-9]*");
        cli.run("migrate").exits(0).printsLine("schema version [1-9][0-9]*, up to date");
        cli.run("migrate", "--validate").exits(0).prints("is the one needed");
        cli.run("migrate", "--print").exits(0).printsNothing().says("nothing to run");
        cli.run("enqueue", "echo hello").exits(0);
    }

    @Scene(on = Scene.Stores.IN_TURN)
    void printingChangesNothing(CommandLine cli) {
        String script = cli.run("migrate", "--print").exits(0).out();

        assertThat(script).contains("-- queuectl schema version 1", "queuectl_schema", "COMMIT;");
        cli.run("migrate", "--validate").refuses(7, "schema version 0");
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void whatTheShellMadeOfTheScriptIsServed(CommandLine cli) throws IOException {
        Files.writeString(
                cli.directory().resolve("schema.sql"),
                cli.run("migrate", "--print").exits(0).out());
        cli.with("QUEUECTL_DB", "made.db");
        cli.shell("sqlite3 -bail made.db < schema.sql").exits(0);

        cli.run("migrate", "--validate").exits(0);
        cli.run("enqueue", "--id", "a", "echo hello").exits(0);
        cli.run("worker", "start", "--until-empty").exits(0);
        cli.run("logs", "a").exits(0).prints("hello");
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void anOlderSchemaIsBroughtUpToDateWithItsJobs(CommandLine cli) throws IOException {
        cli.with("QUEUECTL_DB", "old.db");
        cli.run("enqueue", "--id", "a", "echo hello").exits(0);
        cli.run("config", "set", "max_retries", "9").exits(0);
        cli.shell("sqlite3 old.db '" + DOWN_TO_ONE + "'").exits(0);

        cli.run("list").refuses(7, "version 1", "needs");
        cli.run("migrate", "--validate").refuses(7, "schema version 1", "needs");
        assertThat(cli.run("migrate", "--print").exits(0).out())
                .contains("-- queuectl schema version 2")
                .doesNotContain("-- queuectl schema version 1");
        cli.run("migrate").exits(0).prints("from version 1 to ");
        cli.run("config", "get", "max_retries").exits(0).prints("9");
        cli.run("list").exits(0).prints("echo hello");
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void whatIsNoSchemaOfThisBuildIsRefused(CommandLine cli) throws IOException {
        cli.with("QUEUECTL_DB", "newer.db");
        cli.run("enqueue", "a").exits(0);
        cli.shell("sqlite3 newer.db 'INSERT INTO queuectl_schema SELECT 999, name, checksum, applied_at"
                        + " FROM queuectl_schema WHERE version = 1'")
                .exits(0);

        cli.run("migrate").refuses(7, "999");
        cli.run("migrate", "--validate").refuses(7, "999");
        cli.run("migrate", "--print").refuses(7, "999");
        cli.run("migrate", "--print", "--validate").refuses(2, "exclude each other");
        Files.writeString(cli.directory().resolve("other.db"), "this is a text and no database, whatever its name");
        cli.run("migrate", "--print", "--db", "other.db").refuses(6, "other.db");
    }
}
