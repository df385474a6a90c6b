package io.queuectl.store.sql;

/** The statements about the schema itself. */
public enum SchemaSql implements SqlText {
    /** Lets one at a time change the schema, until its transaction ends. Empty where beginning to write does. */
    LOCK(""),

    CREATE_VERSIONS("""
            CREATE TABLE IF NOT EXISTS $.queuectl_schema (
                version    INTEGER PRIMARY KEY,
                name       VARCHAR(200) NOT NULL,
                checksum   VARCHAR(64)  NOT NULL,
                applied_at VARCHAR(40)  NOT NULL
            )"""),

    /** → a text that no other database has. */
    IDENTITY("""
            SELECT id
            FROM $.identity"""),

    /** A row if the database has a table of versions. */
    HAS_VERSIONS("""
            SELECT 1
            FROM information_schema.tables
            WHERE LOWER(table_name) = 'queuectl_schema'"""),

    /** → the name of a table where one of ours has to be, in a schema without a table of versions. Empty where the file tells whose it is. */
    TAKEN(""),

    APPLIED("""
            SELECT version, checksum
            FROM $.queuectl_schema
            ORDER BY version"""),

    /** version, name, checksum. */
    NOTE_APPLIED("""
            INSERT INTO $.queuectl_schema (version, name, checksum, applied_at)
            VALUES (?, ?, ?, CURRENT_TIMESTAMP)"""),

    /** Around a step of the schema that a person runs. */
    BEGIN_STEP("BEGIN"),

    END_STEP("COMMIT");

    private final String standard;

    SchemaSql(String standard) {
        this.standard = standard;
    }

    @Override
    public String standard() {
        return standard;
    }
}
