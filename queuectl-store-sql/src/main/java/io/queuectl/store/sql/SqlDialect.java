package io.queuectl.store.sql;

import io.queuectl.api.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A database as data: what the one SQL store must know to work on it.
 *
 * @param name for people
 * @param variants the statements that differ from the standard
 * @param transactions how a transaction begins and ends
 * @param faults what an error of the driver means
 * @param migrations every step of the schema, from version 1 on
 */
public record SqlDialect(
        String name,
        Map<SqlText, Variant> variants,
        Transactions transactions,
        Function<SQLException, Fault> faults,
        List<Migration> migrations) {

    public SqlDialect {
        variants = Map.copyOf(variants);
        migrations = List.copyOf(migrations);
    }

    /** The statement as this database wants it. */
    public String sql(SqlText text) {
        Variant variant = variants.get(text);
        return variant == null ? text.standard() : variant.sql();
    }

    /** The newest schema version this build knows. */
    public int newestSchema() {
        return migrations.size();
    }

    /**
     * A whole statement in place of the standard one.
     *
     * @param differsBecause one sentence
     */
    public record Variant(String sql, String differsBecause) {}

    /**
     * A driver's error, understood.
     *
     * @param remedy what a person could do, or empty
     */
    public record Fault(StoreException.Reason reason, String remedy) {}
}
