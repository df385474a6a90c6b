package io.queuectl.cli.command;

import io.queuectl.cli.frame.Choices;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.input.JobValues;
import io.queuectl.core.spi.JobFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which jobs are meant, as {@code --where} says it: for a command whose options name what shall become of them. */
final class Conditions {

    private static final String TAG = "tag.";

    private Conditions() {}

    /** @throws Refusal if one of them cannot be understood */
    static JobFilter filter(List<String> conditions) {
        JobFilter filter = JobFilter.ANY;
        Map<String, String> tags = new TreeMap<>();
        for (String condition : conditions) {
            int end = condition.indexOf('=');
            if (end < 0) {
                throw Refusal.usage(
                        "--where " + Printable.quoted(condition) + " is not FIELD=VALUE", "it looks like queue=media");
            }
            String field = condition.substring(0, end);
            if (field.startsWith(TAG)) {
                JobValues.addTag(tags, "--where", condition.substring(TAG.length()));
            } else {
                filter = with(filter, field, condition.substring(end + 1));
            }
        }
        return filter.tags(JobValues.tags(tags));
    }

    private static JobFilter with(JobFilter filter, String field, String value) {
        return switch (field) {
            case "state" -> filter.states(Set.of(StateNames.parse(value)));
            case "queue" -> filter.queue(JobValues.queue(value));
            case "kind" -> filter.kind(value);
            default -> throw Choices.unknown("field of --where", field, List.of("state", "queue", "kind", "tag.NAME"));
        };
    }
}
