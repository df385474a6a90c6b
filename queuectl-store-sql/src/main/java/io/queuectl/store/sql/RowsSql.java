package io.queuectl.store.sql;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What writes many rows of one table: {@value #TOGETHER} rows a statement and the rest one by one, or all of them by arrays where a statement is a round trip.
 * The columns are those of a {@link Table}, in its order.
 */
public enum RowsSql implements SqlText {
    JOBS_TOGETHER(Table.JOB.values(RowsSql.TOGETHER)),
    JOB(Table.JOB.values(1)),
    JOBS_AT_ONCE(""),

    TAGS_TOGETHER(Table.TAG.values(RowsSql.TOGETHER)),
    TAG(Table.TAG.values(1)),
    TAGS_AT_ONCE(""),

    KEYS_TOGETHER(Table.KEY.values(RowsSql.TOGETHER)),
    KEY(Table.KEY.values(1)),
    KEYS_AT_ONCE(""),

    AFTERS_TOGETHER(Table.AFTER.values(RowsSql.TOGETHER)),
    AFTER(Table.AFTER.values(1)),
    AFTERS_AT_ONCE(""),

    MEMBERS_TOGETHER(Table.MEMBER.values(RowsSql.TOGETHER)),
    MEMBER(Table.MEMBER.values(1)),
    MEMBERS_AT_ONCE(""),

    GROUPS_TOGETHER(Table.GROUP.values(RowsSql.TOGETHER)),
    GROUP(Table.GROUP.values(1)),
    GROUPS_AT_ONCE("");

    /** One row by itself costs SQLite and H2 as much as the statement. */
    static final int TOGETHER = 25;

    /** What H2 does not know, and answers by an error. */
    public static final String UNLESS_THERE = "\nON CONFLICT DO NOTHING";

    private final String standard;

    RowsSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }

    /** What a column holds, by the name under which arrays of it are known. */
    enum Type {
        BIGINT,
        INTEGER,
        TEXT,
        BYTEA;

        /** In the type of its values: a driver sends those as they are, and objects of any type as text. */
        @Nullable
        Object[] array(int size) {
            return switch (this) {
                case BIGINT -> new Long[size];
                case INTEGER -> new Integer[size];
                case TEXT -> new String[size];
                case BYTEA -> new byte[size][];
            };
        }

        String sql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A table to which rows are added. */
    public enum Table {
        /** New jobs: seq, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, tags, state, followed, blockers. */
        JOB(
                "job (seq, submission, queue, kind, priority, run_at, max_attempts, backoff, timeout_ms, created_at, payload, tags, state, followed, blockers)",
                "bigint bigint text text integer bigint integer text bigint bigint bytea text text integer integer",
                RowsSql.UNLESS_THERE),

        /** Tags: seq, name, text. */
        TAG("job_tag (seq, name, text)", "bigint text text", ""),

        /** Unique keys, where nobody has them: kind, key, number, scope, held_until. */
        KEY("job_key (kind, text, seq, scope, held_until)", "text text bigint text bigint", RowsSql.UNLESS_THERE),

        /** What jobs wait for: child, parent, if_failed. */
        AFTER("job_after (child, parent, if_failed)", "bigint bigint text", ""),

        /** Members of groups: key, place, number. */
        MEMBER("job_member (text, place, seq)", "text integer bigint", ""),

        /** Groups, where there are none of the key: key, at_most, running. */
        GROUP("job_group (text, at_most, running)", "text integer integer", RowsSql.UNLESS_THERE);

        private final String columns;
        private final String types;
        private final String tail;

        Table(String columns, String types, String tail) {
            this.columns = columns;
            this.types = types;
            this.tail = tail;
        }

        List<Type> types() {
            return Arrays.stream(types.split(" "))
                    .map(type -> Type.valueOf(type.toUpperCase(Locale.ROOT)))
                    .toList();
        }

        /** Whether rows that are there already stay as they are, and the new ones are left out. */
        boolean mayConflict() {
            return !tail.isEmpty();
        }

        /** Empty where the rows go {@link #atOnce}, as {@link #one} is. */
        public RowsSql together() {
            return RowsSql.valueOf(name() + "S_TOGETHER");
        }

        public RowsSql one() {
            return RowsSql.valueOf(name());
        }

        /** Empty where several statements cost nothing but their work. */
        public RowsSql atOnce() {
            return RowsSql.valueOf(name() + "S_AT_ONCE");
        }

        /** So many rows, each with parameters of its own. */
        String values(int rows) {
            String row = "(" + String.join(", ", Collections.nCopies(types().size(), "?")) + ")";
            return "INSERT INTO $." + columns + "\nVALUES " + String.join(", ", Collections.nCopies(rows, row)) + tail;
        }

        /** As many rows as the arrays have values, a parameter for each column. */
        public String arrays() {
            return "INSERT INTO $." + columns + "\nSELECT *\nFROM unnest("
                    + types().stream()
                            .map(type -> "CAST(? AS " + type.sql() + "[])")
                            .collect(Collectors.joining(", "))
                    + ")" + tail;
        }
    }
}
