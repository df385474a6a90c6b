package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 databases that another process has open, and URLs of H2 that are not to be opened. */
class BadH2IT {

    private static final String QUEUE = "jdbc:h2:./queue";

    @TempDir
    Path directory;

    private CommandLine prompt;

    @BeforeEach
    void prepare() {
        prompt = CommandLine.in(directory);
    }

    @AfterEach
    void close() throws IOException {
        prompt.close();
    }

    @Test
    void aFileThatAWorkerHasOpenIsSaidToBe() {
        Running worker = prompt.start("worker", "start", "--db", QUEUE).shows("1 worker started");
        prompt.run("enqueue", "true", "--db", QUEUE)
                .refuses(5, "another process has it open", "queue.mv.db", "AUTO_SERVER=TRUE");
        prompt.run("list", "--db", QUEUE).refuses(5, "another process has it open");
        worker.signal("TERM").end().exits(0);
        prompt.run("enqueue", "true", "--db", QUEUE).exits(0);
    }

    @Test
    void processesShareAFileThatOneOfThemServes() {
        String shared = QUEUE + ";AUTO_SERVER=TRUE";
        Running worker = prompt.start("worker", "start", "--db", shared).shows("1 worker started");
        prompt.run("enqueue", "true", "--id", "shared", "--db", shared).exits(0);
        prompt.run("wait", "shared", "--db", shared).exits(0);
        prompt.run("status", "--db", shared).exits(0).prints("Store: H2", "WRITE_DELAY=0");
        worker.signal("TERM").end().exits(0);
    }

    @Test
    void aUrlThatIsNotToBeOpenedIsRefusedByItsParameter() {
        prompt.run("enqueue", "true", "--db", QUEUE + ";INIT=RUNSCRIPT FROM 'x.sql'")
                .refuses(2, "INIT");
        prompt.run("enqueue", "true", "--db", QUEUE + ";DATABASE_EVENT_LISTENER='x.Y'")
                .refuses(2, "DATABASE_EVENT_LISTENER");
        prompt.run("enqueue", "true", "--db", QUEUE + ";WRITE_DELAY=500").refuses(2, "WRITE_DELAY");
        prompt.run("list", "--db", QUEUE + ";FILE_LOCK=NO").refuses(2, "FILE_LOCK");
        prompt.run("list", "--db", "jdbc:h2:mem:queue").refuses(2, "end with the command");
        prompt.run("list", "--db", "jdbc:nosuch:queue").refuses(2, "jdbc:nosuch:queue");

        assertThat(directory.toFile().list()).isEmpty();
    }
}
