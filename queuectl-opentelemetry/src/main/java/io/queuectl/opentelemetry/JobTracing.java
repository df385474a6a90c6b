package io.queuectl.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.queuectl.api.Failure;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.AttemptMiddleware;
import io.queuectl.core.spi.EnqueueMiddleware;
import io.queuectl.core.spi.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traces jobs: a span of the producer around each enqueueing, a span of the consumer around each attempt, which is the child of the former in the same trace, however
 * much later and wherever it runs. What goes between is a tag of the job, {@code traceparent} after W3C. Names and attributes are those of OpenTelemetry's
 * <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">semantic conventions for messaging</a>. Thread-safe.
 *
 * <pre>{@code
 * JobTracing tracing = JobTracing.of(openTelemetry);
 * QueueCtl.builder().aroundEnqueue(tracing.enqueues()).around(tracing.attempts())
 * }</pre>
 *
 * <p>Name it first, so that whatever else stands around jobs is traced, too. A job without the tag, one of a schedule for instance, begins a trace of its own with each attempt.
 */
public final class JobTracing {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<Long> BATCH = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("queuectl.job.kind");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("queuectl.attempt.number");

    private final Tracer tracer;

    private JobTracing(Tracer tracer) {
        this.tracer = tracer;
    }

    public static JobTracing of(OpenTelemetry telemetry) {
        return new JobTracing(telemetry.getTracer("io.queuectl"));
    }

    /** For {@code QueueCtlBuilder.aroundEnqueue}. Where the caller does not wait, its span ends when the job is handed over. */
    @SuppressWarnings("try") // the scope is there to be closed
    public EnqueueMiddleware enqueues() {
        return (requests, next) -> {
            Span span = producer(requests).startSpan();
            try (Scope scope = span.makeCurrent()) {
                Context current = Context.current();
                List<JobId> ids = next.enqueue(requests.stream()
                        .map(request -> TraceTags.carried(request, current))
                        .toList());
                if (ids.size() == 1) {
                    span.setAttribute(MESSAGE, ids.get(0).text());
                }
                return ids;
            } catch (RuntimeException | Error thrown) {
                failed(span, thrown);
                throw thrown;
            } finally {
                span.end();
            }
        };
    }

    /** For {@code QueueCtlBuilder.around}. */
    @SuppressWarnings("try") // the scope is there to be closed
    public AttemptMiddleware attempts() {
        return (attempt, next) -> {
            Span span = consumer(attempt).startSpan();
            try (Scope scope = span.makeCurrent()) {
                Outcome outcome = next.run();
                Failure failure = outcome.failure();
                if (failure != null) {
                    span.setAttribute(ERROR, failure.type());
                    span.setStatus(StatusCode.ERROR, failure.message());
                }
                return outcome;
            } catch (Throwable thrown) {
                failed(span, thrown);
                throw thrown;
            } finally {
                span.end();
            }
        };
    }

    private SpanBuilder producer(List<JobRequest> requests) {
        List<String> queues = requests.stream()
                .map(request -> request.queue().text())
                .distinct()
                .toList();
        List<String> kinds = requests.stream().map(JobRequest::kind).distinct().toList();
        SpanBuilder span = span("enqueue", "send", queues.size() == 1 ? queues.get(0) : null)
                .setSpanKind(SpanKind.PRODUCER);
        if (kinds.size() == 1) {
            span.setAttribute(KIND, kinds.get(0));
        }
        return requests.size() == 1 ? span : span.setAttribute(BATCH, (long) requests.size());
    }

    private SpanBuilder consumer(AttemptContext attempt) {
        return span("process", "process", attempt.queue().text())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceTags.context(attempt.tags()))
                .setAttribute(KIND, attempt.kind())
                .setAttribute(MESSAGE, attempt.id().text())
                .setAttribute(ATTEMPT, (long) attempt.attempt());
    }

    private SpanBuilder span(String operation, String type, @Nullable String queue) {
        SpanBuilder span = tracer.spanBuilder(queue == null ? operation : operation + " " + queue)
                .setAttribute(SYSTEM, "queuectl")
                .setAttribute(OPERATION, operation)
                .setAttribute(OPERATION_TYPE, type);
        return queue == null ? span : span.setAttribute(DESTINATION, queue);
    }

    private static void failed(Span span, Throwable thrown) {
        span.setAttribute(ERROR, thrown.getClass().getName());
        span.setStatus(StatusCode.ERROR);
        span.recordException(thrown);
    }
}
