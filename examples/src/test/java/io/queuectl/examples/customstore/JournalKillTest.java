package io.queuectl.examples.customstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuectl.api.JobId;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.JobStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that enqueues is killed in the middle of it: what it was told is in, is in. */
@Timeout(60)
class JournalKillTest {

    private static final int ACKNOWLEDGED = 200;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedSurvivesAKillAndTheFileIsFreeAgain() throws Exception {
        Path file = folder.resolve("jobs.journal");
        Process producer = start(file);
        List<String> told = new ArrayList<>();
        try (BufferedReader answers = producer.inputReader()) {
            while (told.size() < ACKNOWLEDGED) {
                told.add(answers.readLine());
            }
            assertThatExceptionOfType(StoreException.class)
                    .as("another process has the file")
                    .isThrownBy(() -> Journal.at(file).open());
            producer.toHandle().destroyForcibly();
            answers.lines().forEach(told::add);
        }
        assertThat(producer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        // The last line may be cut short: the kill came between two writes of the pipe.
        told.remove(told.size() - 1);

        try (JobStore store = Journal.at(file).open()) {
            assertThat(told)
                    .allSatisfy(
                            id -> assertThat(store.queries().find(JobId.of(id))).isPresent());
        }
    }

    private Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Producer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Enqueues without end and says of each job that it is in. */
    static final class Producer {

        private Producer() {}

        public static void main(String[] arguments) {
            TestJobs jobs = new TestJobs();
            try (JobStore store = Journal.at(Path.of(arguments[0])).open()) {
                for (int i = 1; ; i++) {
                    jobs.insert(store, "job-" + i);
                    System.out.println("job-" + i);
                }
            }
        }
    }
}
