package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A queue saved while it is worked on, and put back. */
@Execution(ExecutionMode.CONCURRENT)
class BackupIT {

    @Scene(on = Scene.Stores.IN_TURN)
    void whatWasSavedComesBack(CommandLine cli) throws IOException {
        cli.run("backup", "saved")
                .refuses(isPostgres(cli) ? 2 : 3, isPostgres(cli) ? "pg_dump --format=custom" : "no queue");
        cli.run("enqueue", "--id", "a", "echo a").exits(0);
        if (isPostgres(cli)) {
            cli.run("backup", "saved").refuses(2, "pg_dump", "pg_restore", "--schema=");
            cli.run("restore", "saved").refuses(2, "pg_restore");
            return;
        }
        Running worker = cli.start("worker", "start");
        cli.jobs().await("a", JobState.COMPLETED);

        cli.run("backup", "saved").exits(0).prints("saved");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(cli.directory().resolve("saved"))))
                .isEqualTo("rw-------");
        cli.run("backup", "saved").refuses(4, "is there already");
        cli.run("backup", "saved", "--force", "-o", "json").exits(0).prints("\"jobs\":1");
        cli.run("restore", "saved", "--force").refuses(4, "works on");
        cli.run("worker", "stop", "--wait").exits(0);
        worker.end().exits(0);

        cli.run("enqueue", "--id", "later", "echo later").exits(0);
        cli.run("restore", "saved").refuses(4, "holds 2 jobs");
        cli.run("restore", "saved", "--force").exits(0).says("is kept as", ".replaced-");
        cli.run("list", "-o", "id").exits(0).prints("a").printsNot("later");
        cli.run("logs", "a").exits(0).prints("a");
        try (Stream<Path> files = Files.list(cli.directory())) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains(".part"));
        }
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void aDamagedDatabaseIsReplacedByForce(CommandLine cli) throws IOException {
        cli.with("QUEUECTL_DB", "queue.db");
        cli.run("enqueue", "--id", "a", "echo a").exits(0);
        cli.run("backup", "saved").exits(0);
        try (RandomAccessFile bytes = new RandomAccessFile(cli.database().toFile(), "rw")) {
            bytes.seek(4096);
            bytes.write(new byte[(int) bytes.length() - 4096]);
        }
        cli.run("list").refuses(6, "damaged");

        cli.run("restore", "saved").refuses(6, "damaged");
        cli.run("restore", "saved", "--force").exits(0).says("is kept as");
        cli.run("list", "-o", "id").exits(0).prints("a");
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void badInputIsRefusedAndChangesNothing(CommandLine cli) throws IOException {
        cli.with("QUEUECTL_DB", "queue.db");
        cli.run("enqueue", "--id", "a", "echo a").exits(0);
        Files.writeString(cli.directory().resolve("text"), "this is a text and no database, whatever its name");

        cli.run("backup").refuses(2, "missing");
        cli.run("backup", "").refuses(2, "no name of a file");
        cli.run("backup", "none/saved").refuses(5, "none/saved");
        cli.run("backup", "queue.db", "--force").refuses(4, "the database itself");
        cli.run("restore", "text").refuses(6, "text");
        cli.run("restore", "none").refuses(5, "none");
        cli.run("restore", "queue.db", "--force").refuses(4, "the database itself");
        cli.run("list", "-o", "id").exits(0).prints("a");
    }

    private static boolean isPostgres(CommandLine cli) {
        return cli.jobs().location().startsWith("postgres");
    }
}
