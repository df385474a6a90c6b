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
 * @param qualifier what stands before the name of a table, the dot included; empty where names are found without
 * @param variants the statements that differ from the standard
 * @param transactions how a transaction begins and ends
 * @param faults what an error of the driver means
 * @param migrations every step of the schema, from version 1 on
 */
public record SqlDialect(
        String name,
        String qualifier,
        Map<SqlText, Variant> variants,
        Transactions transactions,
        Function<SQLException, Fault> faults,
        List<Migration> migrations) {

    public SqlDialect {
        variants = Map.copyOf(variants);
        migrations = List.copyOf(migrations);
    }

    /** Whether this database has such a statement at all. */
    boolean has(SqlText text) {
        Variant variant = variants.get(text);
        return !(variant == null ? text.standard() : variant.sql()).isEmpty();
    }

    /** The statement as this database wants it. */
    public String sql(SqlText text) {
        Variant variant = variants.get(text);
        return qualified(variant == null ? text.standard() : variant.sql());
    }

    /** The text with the tables found: {@value SqlText#TABLE} before their names becomes the qualifier. */
    String qualified(String text) {
        return text.replace(SqlText.TABLE, qualifier);
    }

    /** The same on tables that are found under another qualifier. */
    public SqlDialect qualifiedBy(String other) {
        return new SqlDialect(name, other, variants, transactions, faults, migrations);
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
