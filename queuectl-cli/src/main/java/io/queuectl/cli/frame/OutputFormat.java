package io.queuectl.cli.frame;

/** How data is written to standard output. */
public enum OutputFormat {
    /** For people: the default. */
    TABLE,
    /** One JSON document. */
    JSON,
    /** One JSON object a line. */
    NDJSON,
    CSV,
    /** Ids only, one a line. */
    ID
}
