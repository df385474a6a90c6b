package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.refused;

import java.util.stream.Stream;

/** Jobs, schedules and queues that are not there, or not so that it could be done: rows 31 and 32. */
final class BadMoves {

    private BadMoves() {}

    static Stream<BadRow> rows() {
        return Stream.concat(
                        Stream.of(
                                        refused(31, 3, "show", "nobody"),
                                        refused(31, 3, "logs", "nobody"),
                                        refused(31, 3, "cancel", "nobody"),
                                        refused(31, 3, "dlq", "retry", "nobody"),
                                        refused(31, 3, "delete", "nobody"),
                                        refused(31, 3, "schedule", "pause", "nobody"))
                                .map(row -> row.names("nobody")),
                        Stream.of(
                                refused(32, 4, "dlq", "retry", "taken").names("taken", "pending"),
                                refused(32, 4, "retry", "done").names("done", "completed"),
                                refused(32, 4, "cancel", "done").names("done", "completed"),
                                refused(32, 4, "edit", "done", "--priority", "1")
                                        .names("done", "completed")))
                .map(BadRow::onEveryStore);
    }
}
