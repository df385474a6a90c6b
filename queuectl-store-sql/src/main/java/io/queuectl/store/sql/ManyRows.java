package io.queuectl.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one table, written by as few statements as the database likes best. */
final class ManyRows {

    private final Session session;
    private final RowsSql.Table table;
    private final List<RowsSql.Type> types;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    ManyRows(Session session, RowsSql.Table table) {
        this.session = session;
        this.table = table;
        this.types = table.types();
    }

    /** @param values {@link Long}, {@link Integer}, {@link String} or bytes, as the columns want them */
    void add(@Nullable Object... values) {
        rows.add(values);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Answers whether all of them were written: those that conflict may be left out, and others with them. */
    boolean write() throws SQLException {
        if (rows.isEmpty()) {
            return true;
        }
        if (session.has(table.atOnce())) {
            return writeAtOnce() == rows.size();
        }
        int done = 0;
        boolean all = true;
        for (; done + RowsSql.TOGETHER <= rows.size(); done += RowsSql.TOGETHER) {
            all &= write(session.hot(table.together()), rows.subList(done, done + RowsSql.TOGETHER));
        }
        for (; done < rows.size(); done++) {
            all &= write(session.hot(table.one()), rows.subList(done, done + 1));
        }
        return all;
    }

    private boolean write(PreparedStatement insert, List<@Nullable Object[]> some) throws SQLException {
        int index = 1;
        for (@Nullable Object[] row : some) {
            for (int k = 0; k < row.length; k++) {
                bind(insert, index++, types.get(k), row[k]);
            }
        }
        try {
            return insert.executeUpdate() == some.size();
        } catch (SQLException e) {
            if (table.mayConflict() && SqlErrors.isConflict(e)) {
                return false;
            }
            throw e;
        }
    }

    private int writeAtOnce() throws SQLException {
        PreparedStatement insert = session.hot(table.atOnce());
        for (int k = 0; k < types.size(); k++) {
            RowsSql.Type type = types.get(k);
            insert.setArray(k + 1, session.connection().createArrayOf(type.sql(), column(type, k)));
        }
        return insert.executeUpdate();
    }

    private @Nullable Object[] column(RowsSql.Type type, int index) {
        @Nullable Object[] values = type.array(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i)[index];
        }
        return values;
    }

    private static void bind(PreparedStatement insert, int index, RowsSql.Type type, @Nullable Object value)
            throws SQLException {
        switch (type) {
            case BIGINT -> {
                if (value == null) {
                    insert.setNull(index, Types.BIGINT);
                } else {
                    insert.setLong(index, (Long) value);
                }
            }
            case INTEGER -> Binding.integer(insert, index, (Integer) value);
            case TEXT -> insert.setString(index, (String) value);
            case BYTEA -> insert.setBytes(index, (byte[]) value);
        }
    }
}
