package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whatever the umask: what queuectl makes is for its owner only, and nothing planted is followed. */
@Execution(ExecutionMode.CONCURRENT)
class FilesIT {

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void whatIsMadeIsForItsOwnerOnly(CommandLine cli) throws IOException {
        cli.shell("umask 000; queuectl enqueue --id a true && queuectl worker start -d --count 1")
                .exits(0);
        cli.jobs().await("a", JobState.COMPLETED);
        assertThat(mode(cli.database().getParent())).isEqualTo("rwx------");
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            assertThat(mode(cli.database().resolveSibling(cli.database().getFileName() + suffix)))
                    .as(suffix)
                    .isEqualTo("rw-------");
        }
        assertThat(mode(cli.workerLog())).isEqualTo("rw-------");
        cli.run("worker", "stop", "--wait").exits(0);

        cli.shell("umask 000; queuectl backup saved && queuectl purge --yes --archive old.ndjson")
                .exits(0);
        assertThat(mode(cli.directory().resolve("saved"))).isEqualTo("rw-------");
        assertThat(mode(cli.directory().resolve("old.ndjson"))).isEqualTo("rw-------");
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void aLinkWhereEverybodyMayWriteIsNotFollowed(CommandLine cli) throws IOException {
        Path shared = Files.createDirectory(cli.directory().resolve("shared"));
        Path own = Files.createDirectory(cli.directory().resolve("own"));
        cli.shell("chmod 777 shared; ln -s ../own/queue.db shared/queue.db; ln -s ../own/h2.mv.db shared/h2.mv.db")
                .exits(0);

        cli.run("enqueue", "--db", shared.resolve("queue.db").toString(), "true")
                .refuses(8, "symbolic link");
        cli.run("list", "--db", shared.resolve("queue.db").toString()).refuses(8, "symbolic link");
        cli.run("enqueue", "--db", "jdbc:h2:" + shared.resolve("h2"), "true").refuses(8, "symbolic link");
        assertThat(own).isEmptyDirectory();

        cli.shell("chmod 700 shared").exits(0);
        cli.run("enqueue", "--db", own.resolve("queue.db").toString(), "true").exits(0);
        cli.run("enqueue", "--db", shared.resolve("queue.db").toString(), "true")
                .exits(0);
    }

    @Scene(on = Scene.Stores.SQLITE_ALONE)
    void aWorkerDoesNotWriteItsLogWhereALinkLeads(CommandLine cli) throws IOException {
        cli.with("QUEUECTL_DB", "queue.db");
        cli.run("enqueue", "true").exits(0);
        Files.createSymbolicLink(cli.workerLog(), cli.directory().resolve("victim"));

        cli.run("worker", "start", "-d").refuses(8, "symbolic link");
        assertThat(cli.directory().resolve("victim")).doesNotExist();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
