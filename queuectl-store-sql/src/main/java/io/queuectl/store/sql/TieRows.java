package io.queuectl.store.sql;

import io.queuectl.api.Group;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Ties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what ties a job to others. A hand may have written anything: what is no key, group or rule is passed over. */
final class TieRows {

    private TieRows() {}

    /** As {@link QuerySql#TIES} answers it. */
    private record Row(
            String sort, @Nullable String text, String rule, long number, boolean isNull, long at, int flag) {}

    static Ties of(Session session, long number) {
        List<Row> rows = session.handle()
                .createQuery(session.sql(QuerySql.TIES))
                .bind("number", number)
                .map((row, context) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.wasNull(),
                        row.getLong(5),
                        row.getInt(6)))
                .list();
        Ties.Key key = null;
        Group group = null;
        List<Ties.Wait> after = new ArrayList<>();
        for (Row row : rows) {
            switch (row.sort()) {
                case "key" -> key = key(row);
                case "group" -> group = group(row);
                default -> after.add(wait(row));
            }
        }
        return new Ties(key, after.isEmpty() ? group : null, after);
    }

    private static Ties.@Nullable Key key(Row row) {
        String text = row.text();
        for (Unique.Scope scope : Unique.Scope.values()) {
            boolean windowed = scope == Unique.Scope.WINDOW;
            if (text != null && text(scope).equals(row.rule()) && windowed != row.isNull() && isKey(text)) {
                return new Ties.Key(text, scope, windowed ? Instant.ofEpochMilli(row.number()) : null);
            }
        }
        return null;
    }

    private static boolean isKey(String text) {
        return !text.isEmpty()
                && text.length() <= Unique.MAX_KEY
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static @Nullable Group group(Row row) {
        String text = row.text();
        return text == null || !isKey(text)
                ? null
                : new Group(text, (int) Math.max(1, Math.min(Group.MOST, row.number())));
    }

    private static Ties.Wait wait(Row row) {
        return new Ties.Wait(
                JobKey.id(row.number(), row.text()),
                Instant.ofEpochMilli(row.at()),
                Release.rule(row.rule()),
                row.flag() != 0);
    }

    static String text(Unique.Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
