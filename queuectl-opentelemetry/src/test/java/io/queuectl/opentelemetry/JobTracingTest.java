package io.queuectl.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobType;
import io.queuectl.api.Tags;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.testkit.MemoryJobStore;
import io.queuectl.testkit.app.QueueTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The spans that jobs leave, and how they hang together. */
class JobTracingTest {

    private static final JobType<String> MAIL = JobType.text("mail");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private final JobTracing tracing = JobTracing.of(telemetry);

    @RegisterExtension
    final QueueTest queue = QueueTest.on(MemoryJobStore::new)
            .with(builder -> builder.aroundEnqueue(tracing.enqueues())
                    .around(tracing.attempts())
                    .maxAttempts(2)
                    .backoff(Backoff.fixed(Duration.ofSeconds(1))))
            .handle(MAIL, (address, context) -> {
                switch (address) {
                    case "" -> throw new IllegalArgumentException("no address");
                    case "list" -> context.enqueue(MAIL.of("ann"));
                    default -> context.progress(1, "sent");
                }
            });

    @Test
    void anAttemptBelongsToTheTraceOfWhoeverEnqueuedItsJob() throws Exception {
        Span request = telemetry.getTracer("test").spanBuilder("GET /").startSpan();
        JobId id = Context.current()
                .with(request)
                .wrap(() -> queue.enqueue(MAIL.of("ann").queue("media")))
                .call();
        request.end();
        queue.advance(Duration.ofDays(1));
        queue.drain();

        SpanData send = span("enqueue media");
        SpanData process = span("process media");
        assertThat(List.of(send.getTraceId(), process.getTraceId()))
                .containsOnly(request.getSpanContext().getTraceId());
        assertThat(send.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(process.getParentSpanId()).isEqualTo(send.getSpanId());
        assertThat(List.of(send.getKind(), process.getKind())).containsExactly(SpanKind.PRODUCER, SpanKind.CONSUMER);
        assertThat(text(send, "messaging.message.id")).isEqualTo(id.text());
        assertThat(text(process, "messaging.message.id")).isEqualTo(id.text());
        assertThat(text(process, "messaging.operation.type")).isEqualTo("process");
        assertThat(text(process, "queuectl.job.kind")).isEqualTo("mail");
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void everyAttemptHasASpanThatSaysHowItFailed() {
        queue.enqueue(MAIL.of(""));
        queue.drain();
        queue.advanceToNextDue();
        queue.drain();

        List<SpanData> attempts = named("process default");
        assertThat(attempts).hasSize(2).allSatisfy(attempt -> {
            assertThat(attempt.getStatus().getStatusCode())
                    .isEqualTo(StatusData.error().getStatusCode());
            assertThat(text(attempt, "error.type")).isEqualTo(IllegalArgumentException.class.getName());
            assertThat(attempt.getEvents()).hasSize(1);
        });
        assertThat(attempts.stream().map(SpanData::getParentSpanId).distinct())
                .containsExactly(span("enqueue default").getSpanId());
    }

    @Test
    void whatAHandlerEnqueuesGoesOnInTheSameTrace() {
        queue.enqueue(MAIL.of("list"));
        queue.drain();

        assertThat(spans.getFinishedSpanItems()).hasSize(4);
        assertThat(spans.getFinishedSpanItems().stream()
                        .map(SpanData::getTraceId)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void manyJobsHaveOneSpanOfTheirProducer() {
        queue.queue().enqueueAll(List.of(MAIL.of("ann"), MAIL.of("bob").queue("media")));

        assertThat(span("enqueue").getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
                .isEqualTo(2);
    }

    @Test
    void anEnqueueThatFailsSaysSo() {
        queue.enqueue(MAIL.of("ann").id("a"));

        assertThatThrownBy(() -> queue.enqueue(MAIL.of("ann").id("a"))).isInstanceOf(DuplicateJobException.class);
        assertThat(text(named("enqueue default").get(1), "error.type"))
                .isEqualTo(DuplicateJobException.class.getName());
    }

    @Test
    void aJobWithoutRoomForTheTraceIsEnqueuedWithoutIt() {
        JobRequest full = MAIL.of("ann");
        for (int i = 0; i < Tags.MAX; i++) {
            full = full.tag("t" + i, "v");
        }
        queue.enqueue(full);
        queue.drain();

        assertThat(span("process default").getTraceId())
                .isNotEqualTo(span("enqueue default").getTraceId());
    }

    private SpanData span(String name) {
        List<SpanData> found = named(name);
        assertThat(found).as("spans " + name).hasSize(1);
        return found.get(0);
    }

    private List<SpanData> named(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
