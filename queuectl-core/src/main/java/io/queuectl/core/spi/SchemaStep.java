package io.queuectl.core.spi;

/**
 * One step of a schema, for a person to run.
 *
 * @param version the schema's once it ran
 * @param name for people
 * @param script statements for the database's own shell, the note that the step ran included
 */
public record SchemaStep(int version, String name, String script) {}
