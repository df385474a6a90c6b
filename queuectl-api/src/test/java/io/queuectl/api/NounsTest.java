package io.queuectl.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the values of the API accept, refuse and keep. */
class NounsTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "a", "_hidden", ":x", "order-7.retry:2", "A.b_c"})
    void theseAreJobIds(String text) {
        assertThat(JobId.of(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", ".x", "a b", "a/b", "a\n", "ä", "a\0"})
    void theseAreNoJobIds(String text) {
        refused(() -> JobId.of(text), "job id");
    }

    @Test
    void namesHaveALongestLength() {
        assertThatCode(() -> JobId.of("x".repeat(128))).doesNotThrowAnyException();
        refused(() -> JobId.of("x".repeat(129)), "(129 characters)");
        assertThatCode(() -> QueueName.of("x".repeat(64))).doesNotThrowAnyException();
        refused(() -> QueueName.of("x".repeat(65)), "queue name");
        refused(() -> JobType.text("x".repeat(129)), "job kind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-q", "_q", ".q", "q q", "q:1", "q\u0007"})
    void theseAreNoQueueNames(String text) {
        refused(() -> QueueName.of(text), "queue name");
    }

    @Test
    void anOffendingNameIsShownWithoutControlCharacters() {
        assertThatThrownBy(() -> QueueName.of("a\u001b[31m\n"))
                .hasMessageNotContainingAny("\u001b", "\n")
                .hasMessageContaining("a?[31m?");
    }

    @Test
    void aPayloadKeepsItsBytesWhateverTheCallerDoesToThem() {
        byte[] bytes = {1, 2, (byte) 0xff};
        Payload payload = Payload.of(bytes);
        bytes[0] = 9;
        payload.bytes()[1] = 9;
        assertThat(payload.bytes()).containsExactly(1, 2, 0xff);
        assertThat(payload).isEqualTo(Payload.of(new byte[] {1, 2, (byte) 0xff}));
        assertThat(payload.toString()).isEqualTo("Payload[3 bytes]");
        assertThat(Payload.of("größe").bytes()).isEqualTo("größe".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPayloadHasALimit() {
        assertThat(Payload.of(new byte[Payload.MAX_BYTES]).size()).isEqualTo(Payload.MAX_BYTES);
        refused(() -> Payload.of(new byte[Payload.MAX_BYTES + 1]), "1048577 bytes");
    }

    @Test
    void limitsHaveARange() {
        assertThatCode(() -> new Limits(1, "x", Limits.MAX_TIMEOUT)).doesNotThrowAnyException();
        refused(() -> Limits.UNSET.withMaxAttempts(0), "max attempts 0");
        refused(() -> Limits.UNSET.withMaxAttempts(Limits.MAX_ATTEMPTS + 1), "10001");
        refused(() -> Limits.UNSET.withTimeout(Duration.ZERO), "timeout PT0S");
        refused(() -> Limits.UNSET.withTimeout(Limits.MAX_TIMEOUT.plusNanos(1)), "timeout");
        refused(() -> Limits.UNSET.withBackoff(" "), "backoff");
        refused(() -> Limits.UNSET.withBackoff("x".repeat(201)), "backoff");
    }

    @Test
    void aStartHasARangeAndWholeMilliseconds() {
        Instant now = Instant.parse("2026-01-01T00:00:00.123456789Z");
        assertThat(Start.NOW.dueAt(now)).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
        assertThat(new Start.After(Duration.ofDays(36_525)).dueAt(now)).isAfter(now);
        assertThat(new Start.At(Start.LATEST).dueAt(now)).isEqualTo(Start.LATEST);
        refused(() -> new Start.After(Duration.ofMillis(-1)), "delay PT-0.001S");
        refused(() -> new Start.After(Duration.ofSeconds(Long.MAX_VALUE)), "delay");
        refused(() -> new Start.At(Instant.MAX), "start");
        refused(() -> new Start.At(Instant.EPOCH.minusMillis(1)), "start");
    }

    @Test
    void everyMethodOfARequestChangesItsOwnThingOnly() {
        JobRequest plain = JobType.text("mail").of("x");
        JobRequest full = plain.id("a")
                .queue("q")
                .priority(-3)
                .delay(Duration.ofSeconds(1))
                .maxAttempts(2)
                .timeout(Duration.ofSeconds(5))
                .backoff("fixed(delay=PT1S,jitter=none)")
                .tag("tenant", "acme")
                .uniqueKey("once");
        assertThat(plain).isEqualTo(JobRequest.of("mail", Payload.of("x")));
        assertThat(full)
                .isEqualTo(new JobRequest(
                        "mail",
                        Payload.of("x"),
                        JobId.of("a"),
                        QueueName.of("q"),
                        -3,
                        new Start.After(Duration.ofSeconds(1)),
                        new Limits(2, "fixed(delay=PT1S,jitter=none)", Duration.ofSeconds(5)),
                        Extras.NONE.withTags(Tags.of("tenant", "acme")).withUnique(Unique.of("once"))));
        assertThat(full.runAt(Instant.EPOCH).start()).isEqualTo(new Start.At(Instant.EPOCH));
    }

    @Test
    void eachEndOfAnAttemptMovesItsOwnCounter() {
        Counters counters = new Counters(1, 2, 3);
        for (AttemptEnd end : AttemptEnd.values()) {
            Counters expected = switch (end) {
                case LOST -> new Counters(1, 3, 3);
                case RELEASED, SNOOZED -> new Counters(1, 2, 4);
                default -> new Counters(2, 2, 3);
            };
            assertThat(counters.plus(end)).isEqualTo(expected);
        }
    }

    @Test
    void aFailureIsCutToWhatCanBeKept() {
        Failure failure = new Failure("t".repeat(300), "m\0" + "😀".repeat(600), null, "d".repeat(9_000));
        assertThat(failure.type()).hasSize(200);
        assertThat(failure.message())
                .hasSizeLessThanOrEqualTo(Failure.MAX_MESSAGE)
                .startsWith("m\uFFFD")
                .endsWith("😀…");
        assertThat(failure.detail()).hasSize(Failure.MAX_DETAIL);
    }

    @Test
    void aTokenReadsAsItsEpochInHexAndItsNumber() {
        assertThat(new Token(0xabc, 7).toString()).isEqualTo("0000000000000abc-7");
        assertThat(new Token(-1, 1).toString()).isEqualTo("ffffffffffffffff-1");
        refused(() -> new Token(0, 1), "epoch 0");
        refused(() -> new Token(1, 0), "number 0");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
