package io.queuectl.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.Failure;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.LogEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs as lines in a file. */
class NdjsonArchiveTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Token TOKEN = new Token(255, 3);

    @TempDir
    Path folder;

    @Test
    void aJobIsALineWithAllThatIsKeptOfIt() {
        JobRecord whole = new JobRecord(
                1,
                job(Payload.of("say \"hi\"\n\u001b[1m")),
                null,
                List.of(new Attempt(
                        1, TOKEN, "node", NOW, NOW, AttemptEnd.FAILED, new Failure("exit", "exit 1", 1, null))),
                List.of(new LogEntry(1, 1, new LogLine(NOW, LogLine.Stream.ERR, "ä 日 \t"))),
                new JobOutput(null, Payload.of(new byte[] {(byte) 0xff, 0})));

        assertThat(RecordText.line(whole))
                .isEqualTo("{\"format\":1,\"id\":\"7\",\"number\":7,\"kind\":\"k\","
                        + "\"queue\":\"default\",\"state\":\"dead\",\"payload\":\"say \\\"hi\\\"\\u000a\\u001b[1m\","
                        + "\"tags\":{\"tenant\":\"acme\"},\"priority\":-1,\"max_attempts\":3,\"timeout_ms\":1500,"
                        + "\"attempts\":1,\"losses\":0,\"releases\":2,\"created_at\":\"2026-11-23T10:00:00Z\","
                        + "\"run_at\":\"2026-11-23T10:00:00Z\",\"started_at\":\"2026-11-23T10:00:00Z\","
                        + "\"finished_at\":\"2026-11-23T10:00:00Z\",\"error\":\"exit 1\",\"token\":\"00000000000000ff-3\","
                        + "\"result_base64\":\"/wA=\","
                        + "\"history\":[{\"ordinal\":1,\"token\":\"00000000000000ff-3\",\"node\":\"node\","
                        + "\"started_at\":\"2026-11-23T10:00:00Z\",\"ended_at\":\"2026-11-23T10:00:00Z\",\"end\":\"failed\","
                        + "\"type\":\"exit\",\"message\":\"exit 1\",\"exit_code\":1}],"
                        + "\"log\":[{\"ordinal\":1,\"at\":\"2026-11-23T10:00:00Z\",\"stream\":\"err\","
                        + "\"text\":\"ä 日 \\u0009\"}]}");
    }

    @Test
    void jobsAreAppended() throws IOException {
        Path file = folder.resolve("archive.ndjson");
        NdjsonArchive archive = NdjsonArchive.at(file);
        assertThat(file).doesNotExist();
        archive.keep(List.of(record("a"), record("b")));
        archive.keep(List.of(record("c")));

        assertThat(payloads(file)).containsExactly("a", "b", "c");
    }

    @Test
    void aLineThatACrashCutOffIsCutAwayAndTheOthersStay() throws IOException {
        Path file = folder.resolve("archive.ndjson");
        NdjsonArchive archive = NdjsonArchive.at(file);
        archive.keep(List.of(record("a"), record("b")));
        byte[] whole = Files.readAllBytes(file);
        int start = new String(whole, StandardCharsets.US_ASCII).indexOf('\n') + 1;
        for (int length = start; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            archive.keep(List.of(record("c")));
            assertThat(payloads(file)).as("cut at %s", length).containsExactly("a", "c");
        }
        Files.write(file, new byte[0]);
        archive.keep(List.of(record("d")));
        assertThat(payloads(file)).containsExactly("d");
    }

    @Test
    void aLongLineThatWasCutOffIsCutAwayWhole() throws IOException {
        Path file = folder.resolve("archive.ndjson");
        NdjsonArchive archive = NdjsonArchive.at(file);
        archive.keep(List.of(record("a")));
        Files.writeString(file, "x".repeat(100_000), StandardOpenOption.APPEND);
        archive.keep(List.of(record("b")));

        assertThat(payloads(file)).containsExactly("a", "b");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() {
        NdjsonArchive archive = NdjsonArchive.at(folder.resolve("missing").resolve("archive.ndjson"));

        assertThatThrownBy(() -> archive.keep(List.of(record("a"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }

    private static List<String> payloads(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceAll(".*\"payload\":\"([^\"]*)\".*\\}", "$1"))
                .toList();
    }

    private static JobRecord record(String payload) {
        return new JobRecord(1, job(Payload.of(payload)), null, List.of(), List.of());
    }

    private static JobView job(Payload payload) {
        return new JobView(
                JobId.of("7"),
                7,
                "k",
                QueueName.DEFAULT,
                payload,
                JobState.DEAD,
                -1,
                new Counters(1, 0, 2),
                new Limits(3, null, Duration.ofMillis(1_500)),
                NOW,
                NOW,
                NOW,
                NOW,
                "exit 1",
                TOKEN,
                false,
                Tags.of("tenant", "acme"));
    }
}
