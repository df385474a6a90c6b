package io.queuectl.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.QueueSettings;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where there is a view to insert into: it lets nothing in that the library would refuse. */
abstract class OfferedJobs extends OutsideJobs {

    OfferedJobs(String store) {
        super(store);
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void aBadValueIsRefusedAndNothingIsWritten(List<Object> bad) throws Exception {
        Map<String, Object> values = everything("b-1");
        values.put((String) bad.get(0), bad.get(1));
        try (Connection connection = connect()) {
            assertThat(isRefused(connection, "enqueue_with_all", values)).isTrue();
            assertThat(rows(connection, "jobs_after", Map.of("number", 0L))).isEmpty();
        }
    }

    static Stream<List<Object>> badValues() {
        return Stream.of(
                Arrays.asList("kind", null),
                List.of("kind", ""),
                List.of("kind", "no kind"),
                List.of("kind", ".kind"),
                List.of("kind", "k".repeat(129)),
                List.of("queue", ""),
                List.of("queue", "no queue"),
                List.of("queue", "q".repeat(65)),
                List.of("id", ""),
                List.of("id", "12"),
                List.of("id", "-a"),
                List.of("id", "no id"),
                List.of("id", "i".repeat(129)),
                List.of("run_at", -1L),
                List.of("run_at", 253_402_300_800_000L),
                List.of("priority", 2_147_483_648L),
                List.of("max_attempts", 0),
                List.of("max_attempts", 10_001),
                List.of("timeout_ms", 0L),
                List.of("timeout_ms", 31_536_000_001L),
                List.of("payload", "x".repeat(1_048_577)));
    }

    @Test
    void aDrainedQueueTakesNothing() throws Exception {
        queue().queues().drain("media");
        try (Connection connection = connect()) {
            assertThat(isRefused(connection, "enqueue_with_all", everything("b-1")))
                    .isTrue();
            queue().queues().resume("media");
            run(connection, "enqueue_with_all", everything("b-2"));
        }
    }

    @Test
    void aBoundedQueueTakesWhatItHasRoomFor() throws Exception {
        queue().queues().change("media", (QueueSettings settings) -> settings.maxWaiting(2));
        try (Connection connection = connect()) {
            run(connection, "enqueue_with_all", everything("b-1"));
            run(connection, "enqueue_with_all", everything("b-2"));

            assertThat(isRefused(connection, "enqueue_with_all", everything("b-3")))
                    .isTrue();
            run(connection, "enqueue", Map.of("id", "b-4", "kind", "mail", "payload", "x"));
        }
    }
}
