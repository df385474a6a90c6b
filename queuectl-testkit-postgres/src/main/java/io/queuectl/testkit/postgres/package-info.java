/**
 * PostgreSQL for tests: a server of this JVM's own, databases and schemas that cost little, and a proxy that harms connections.
 * Nothing here knows a job. Start at {@link io.queuectl.testkit.postgres.TestPostgres}.
 */
@NullMarked
package io.queuectl.testkit.postgres;

import org.jspecify.annotations.NullMarked;
