package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.testkit.JobFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process that serves a file to the others is killed, and one after the other takes that over on the connections it has. */
@Timeout(120)
class TakeoverTest {

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatIsAcknowledgedAfterATakeoverSurvivesTheNextKill() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        List<Process> living = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Process process = process(i);
            living.add(process);
            acknowledged.add(job(process));
        }
        while (!living.isEmpty()) {
            Process serving = living.remove(0);
            serving.destroyForcibly().waitFor();
            for (Process process : living) {
                acknowledged.add(job(process));
            }
        }

        try (JobStore store = store(url())) {
            assertThat(acknowledged)
                    .hasSize(6)
                    .filteredOn(id -> store.queries().find(JobId.of(id)).isEmpty())
                    .as("lost of %s", acknowledged)
                    .isEmpty();
        }
    }

    private Process process(int seed) throws IOException {
        Process process = TestDatabase.process(TakeoverTest.class, url(), Integer.toString(seed))
                .start();
        processes.add(process);
        return process;
    }

    /** Lets it add one, and answers its id. */
    private static String job(Process process) throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
        return String.valueOf(process.inputReader().readLine());
    }

    /** The process: a job for each byte it is sent, its id printed once it is acknowledged. */
    public static void main(String[] arguments) throws IOException {
        JobFixtures fixtures = new JobFixtures(Long.parseLong(arguments[1]));
        try (JobStore store = store(arguments[0])) {
            while (System.in.read() >= 0) {
                Receipt receipt = store.exchange(
                        Batch.of(TestDatabase.NOW).insert(List.of(fixtures.job().build())));
                System.out.println(((Insertion.Inserted) receipt.jobs().get(0)).id());
            }
        }
    }

    private static JobStore store(String url) {
        return new H2StoreProvider().open(url, OpenMode.WRITE, Duration.ofSeconds(20));
    }

    private String url() {
        return "jdbc:h2:" + folder.resolve("jobs") + ";AUTO_SERVER=TRUE";
    }
}
