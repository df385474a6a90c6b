package io.queuectl.core.spi;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement is about, as far as it is known: few different ones, good as a key. Never a job's id.
 *
 * @param queue {@code null} where several are concerned
 * @param kind of job, {@code null} where several are concerned
 * @param operation {@code null} for a commit
 * @param error what went wrong, in one word or class name, or {@code null}
 * @param end how the attempt ended, only of {@link Metric#SETTLED}
 * @param state what became of the job, only of {@link Metric#SETTLED}
 */
public record MetricTags(
        @Nullable QueueName queue,
        @Nullable String kind,
        @Nullable Operation operation,
        @Nullable String error,
        @Nullable AttemptEnd end,
        @Nullable JobState state) {

    /** Nothing is known but that it was here. */
    public static final MetricTags NONE = new MetricTags(null, null, null, null, null, null);

    /** What was done to the jobs. */
    public enum Operation {
        ENQUEUE("enqueue", "send"),
        CLAIM("claim", "receive"),
        PROCESS("process", "process"),
        SETTLE("settle", "settle");

        private final String text;
        private final String type;

        Operation(String text, String type) {
            this.text = text;
            this.type = type;
        }
    }

    /** Those that are known, by the names of the semantic conventions; {@code queuectl.} where these have none. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("messaging.system", "queuectl");
        if (queue != null) {
            attributes.put("messaging.destination.name", queue.text());
        }
        if (operation != null) {
            attributes.put("messaging.operation.name", operation.text);
            attributes.put("messaging.operation.type", operation.type);
        }
        if (error != null) {
            attributes.put("error.type", error);
        }
        if (kind != null) {
            attributes.put("queuectl.job.kind", kind);
        }
        if (end != null) {
            attributes.put("queuectl.attempt.end", end.text());
        }
        if (state != null) {
            attributes.put("queuectl.job.state", state.text());
        }
        return attributes;
    }
}
