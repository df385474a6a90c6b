package io.queuectl.core.spi;

/**
 * What a store is, for people.
 *
 * @param name for instance {@code SQLite}
 * @param version of the database
 * @param schema the number of its newest migration
 * @param durability what a commit survives, in a few words
 * @param location where the data is, without any secret
 */
public record StoreInfo(String name, String version, int schema, String durability, String location) {}
