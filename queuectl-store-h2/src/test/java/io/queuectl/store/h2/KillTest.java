package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.JobFixtures;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that enqueues is killed with {@code kill -9}, again and again, on one file: whatever it acknowledged is there. */
class KillTest {

    private static final int KILLS = 12;

    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    void noAcknowledgedJobIsLostWhenItsProcessIsKilled() throws Exception {
        Random random = new Random(1);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(killed(kill, 20 + random.nextInt(400)));
        }

        try (JobStore store = H2Store.open(file())) {
            assertThat(acknowledged)
                    .filteredOn(id -> store.queries().find(JobId.of(id)).isEmpty())
                    .as("lost of %d", acknowledged.size())
                    .isEmpty();
        }
        assertThat(acknowledged).doesNotHaveDuplicates().hasSizeGreaterThan(KILLS * 20);
    }

    /** What a process said before it was killed, a moment after it had said so many lines. */
    private List<String> killed(int seed, int lines) throws Exception {
        Process process = TestDatabase.process(KillTest.class, file().toString(), Integer.toString(seed))
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                said.add(line);
                if (said.size() == lines) {
                    process.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        // The last line may be cut off.
        return said.subList(0, said.size() - 1);
    }

    /** The process: jobs in, singly and by the dozen, each id printed once its exchange returned. */
    public static void main(String[] arguments) {
        JobFixtures fixtures = new JobFixtures(Long.parseLong(arguments[1]));
        Random random = new Random();
        try (JobStore store = H2Store.open(Path.of(arguments[0]))) {
            while (true) {
                int count = random.nextBoolean() ? 1 : 12;
                store
                        .exchange(Batch.of(TestDatabase.NOW)
                                .insert(Stream.generate(fixtures::job)
                                        .limit(count)
                                        .map(JobDraft::build)
                                        .toList()))
                        .jobs()
                        .stream()
                        .map(Insertion.Inserted.class::cast)
                        .forEach(inserted -> System.out.println(inserted.id()));
            }
        }
    }

    private Path file() {
        return folder.resolve("jobs");
    }
}
