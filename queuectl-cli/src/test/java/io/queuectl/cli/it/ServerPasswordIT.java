package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password of a database server, which commands are given and do not pass on. */
class ServerPasswordIT {

    @TempDir
    Path directory;

    @Test
    void thePasswordOfAServerIsShownNowhere() throws IOException {
        try (TestedDatabase database = TestedStore.POSTGRES.database(directory);
                CommandLine prompt = CommandLine.in(directory)) {
            String password = TestPostgres.address().password();
            prompt.on(database.location()).with("PGAPPNAME", "it");
            String said = prompt.run("enqueue", "true", "--debug").exits(0).err();
            said += prompt.run("status").exits(0).prints("Store: PostgreSQL").out();
            said += prompt.run("status", "-o", "json")
                    .exits(0)
                    .prints("\"location\":\"postgresql://")
                    .out();
            long pid = Long.parseLong(
                    prompt.run("worker", "start", "-d").exits(0).lines().get(0));
            said += new String(Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline")), StandardCharsets.UTF_8);
            said += prompt.run("worker", "stop", "--wait").exits(0).out();
            said += prompt.run("copy", "--to", database.location()).exits(2).err();
            said += prompt.run("purge").exits(2).err();
            said += Files.readString(prompt.workerLog());

            assertThat(said).contains("1 worker started").doesNotContain(password);
        }
    }
}
