package io.queuectl.core.engine;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Parent;
import io.queuectl.api.Payload;
import io.queuectl.core.spi.JobQueries;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the jobs gave that another waited for. */
final class ParentResults {

    private ParentResults() {}

    static Map<JobId, Payload> of(JobId child, JobQueries queries) {
        Map<JobId, Payload> results = new LinkedHashMap<>();
        for (Parent parent : queries.parents(child)) {
            Payload result = queries.output(parent.id()).result();
            if (parent.state() == JobState.COMPLETED && result != null) {
                results.put(parent.id(), result);
            }
        }
        return Collections.unmodifiableMap(results);
    }
}
