package io.queuectl.store.sql;

/**
 * One statement of the store, by name. {@link #standard} is what most databases understand; a {@link SqlDialect} may replace
 * it as a whole by one with the same parameters in the same order and the same columns.
 */
public sealed interface SqlText
        permits ExchangeSql,
                TieSql,
                RowsSql,
                NodeSql,
                QuerySql,
                QueueSql,
                AdminSql,
                BulkSql,
                ScheduleSql,
                SchemaSql,
                ExaminationSql,
                ChronicleSql {

    /** What stands before every name of a table or sequence, for the dialect to replace. */
    String TABLE = "$.";

    /** Empty where most databases need no such statement. */
    String standard();

    /** The constant's name, for messages. */
    String name();
}
