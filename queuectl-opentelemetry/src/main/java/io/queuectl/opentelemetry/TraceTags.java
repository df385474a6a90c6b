package io.queuectl.opentelemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Tags;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The context of a trace as tags of a job. */
final class TraceTags {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Tags> READER = new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Tags tags, String name) {
            return tags == null ? null : tags.values().get(name);
        }
    };

    private TraceTags() {}

    /** The request with the trace that is current; without where it has no room for more tags, which is no reason not to enqueue it. */
    static JobRequest carried(JobRequest request, Context current) {
        Map<String, String> fields = new TreeMap<>();
        W3C.inject(current, fields, (carrier, name, value) -> {
            if (carrier != null && value.length() <= Tags.MAX_VALUE) {
                carrier.put(name, value);
            }
        });
        JobRequest carrying = request;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (carrying.extras().tags().values().size() < Tags.MAX) {
                carrying = carrying.tag(field.getKey(), field.getValue());
            }
        }
        return carrying;
    }

    /** The trace a job was enqueued in, as the parent of what happens to it; the root where it has none. */
    static Context context(Tags tags) {
        return W3C.extract(Context.root(), tags, READER);
    }
}
