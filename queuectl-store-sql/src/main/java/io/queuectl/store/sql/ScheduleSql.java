package io.queuectl.store.sql;

/** The statements of the schedules; parameters by name. The columns that {@link ScheduleRows} reads come in one order. */
public enum ScheduleSql implements SqlText {
    /** A changed spec has another next tick. */
    CHANGE("""
            UPDATE $.schedule
            SET next_at = CASE WHEN spec = :spec THEN next_at ELSE :next END,
                spec = :spec, missed = :missed, overlap = :overlap, jitter_ms = :jitter,
                kind = :kind, queue = :queue, priority = :priority,
                max_attempts = :maxAttempts, backoff = :backoff, timeout_ms = :timeout, payload = :payload,
                tags = :tags, unique_key = :uniqueKey, unique_scope = :uniqueScope, unique_window_ms = :uniqueWindow,
                unique_conflict = :uniqueConflict, group_key = :groupKey, group_running = :groupRunning,
                revision = revision + 1
            WHERE name = :name"""),

    MAKE(Make.INSERT + """
            VALUES (""" + Make.VALUES + """
            )
            ON CONFLICT (name) DO NOTHING"""),

    REMOVE("""
            DELETE FROM $.schedule
            WHERE name = :name"""),

    FIND(Make.SELECT + """
            WHERE name = :name"""),

    LIST(Make.SELECT + """
            ORDER BY name"""),

    DUE(Make.SELECT + """
            WHERE paused = 0 AND next_at <= :now
            ORDER BY next_at, name
            LIMIT :limit"""),

    NEXT("""
            SELECT next_at
            FROM $.schedule
            WHERE paused = 0 AND next_at > :now
            ORDER BY next_at
            LIMIT 1"""),

    FIRE("""
            UPDATE $.schedule
            SET next_at = :next,
                last_tick = COALESCE(:tick, last_tick),
                last_job = COALESCE(:job, last_job),
                revision = revision + 1
            WHERE name = :name AND revision = :seen"""),

    PAUSE("""
            UPDATE $.schedule
            SET paused = 1, revision = revision + 1
            WHERE name = :name"""),

    RESUME("""
            UPDATE $.schedule
            SET paused = 0, next_at = :next, revision = revision + 1
            WHERE name = :name AND revision = :seen""");

    private final String standard;

    ScheduleSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }

    /** What several of them have in common. */
    public static final class Make {

        static final String SELECT = """
                SELECT name, spec, missed, overlap, jitter_ms, kind, queue, priority, max_attempts, backoff, timeout_ms, payload,
                    paused, next_at, last_tick, last_job, revision,
                    tags, unique_key, unique_scope, unique_window_ms, unique_conflict, group_key, group_running
                FROM $.schedule
                """;

        public static final String INSERT = """
                INSERT INTO $.schedule (name, spec, missed, overlap, jitter_ms, kind, queue, priority, max_attempts, backoff, timeout_ms, payload, next_at,
                    tags, unique_key, unique_scope, unique_window_ms, unique_conflict, group_key, group_running)
                """;

        public static final String VALUES =
                ":name, :spec, :missed, :overlap, :jitter, :kind, :queue, :priority, :maxAttempts, :backoff, :timeout, :payload, :next, "
                        + ":tags, :uniqueKey, :uniqueScope, :uniqueWindow, :uniqueConflict, :groupKey, :groupRunning";

        private Make() {}
    }
}
