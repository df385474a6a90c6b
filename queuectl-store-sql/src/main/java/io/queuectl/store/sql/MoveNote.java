package io.queuectl.store.sql;

import io.queuectl.core.spi.JobFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Leaves word of what a person did, in the transaction that does it. The same thing done again within a minute is noted once, with all its jobs. */
final class MoveNote {

    /** So many are kept: weeks of a person's work, a megabyte. */
    private static final int KEPT = 10_000;

    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final int LONGEST = 400;

    private MoveNote() {}

    /** @param jobs how many it was done to; for none, nothing is noted */
    static void leave(Session session, Instant now, String what, String subject, long jobs) throws SQLException {
        if (jobs == 0) {
            return;
        }
        String shown = subject.length() <= LONGEST ? subject : subject.substring(0, LONGEST);
        if (!add(session, now, what, shown, jobs)) {
            PreparedStatement note = session.hot(ChronicleSql.NOTE);
            note.setLong(1, now.toEpochMilli());
            note.setString(2, what);
            note.setString(3, shown);
            note.setLong(4, jobs);
            note.executeUpdate();
            PreparedStatement forget = session.hot(ChronicleSql.FORGET);
            forget.setInt(1, KEPT);
            forget.executeUpdate();
        }
    }

    private static boolean add(Session session, Instant now, String what, String subject, long jobs)
            throws SQLException {
        PreparedStatement more = session.hot(ChronicleSql.NOTE_MORE);
        more.setLong(1, now.toEpochMilli());
        more.setLong(2, jobs);
        more.setString(3, what);
        more.setString(4, subject);
        more.setLong(5, now.minus(TOGETHER).toEpochMilli());
        return more.executeUpdate() == 1;
    }

    /** A filter as a person would say it. When jobs were finished is left out: it moves with the clock. */
    static String subject(JobFilter filter) {
        List<String> parts = new ArrayList<>();
        if (!filter.states().isEmpty()) {
            parts.add("state="
                    + filter.states().stream()
                            .map(state -> state.text())
                            .sorted()
                            .collect(Collectors.joining(",")));
        }
        if (filter.queue() != null) {
            parts.add("queue=" + filter.queue());
        }
        if (filter.kind() != null) {
            parts.add("kind=" + filter.kind());
        }
        filter.tags().values().forEach((name, value) -> parts.add("tag." + name + "=" + value));
        if (filter.finishedBefore() != null) {
            parts.add("older");
        }
        return parts.isEmpty() ? "all" : String.join(" ", parts);
    }
}
