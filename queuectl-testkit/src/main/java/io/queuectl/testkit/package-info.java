/**
 * What tests of queuectl stand on: a store in memory, time that moves when told, and valid values to start from.
 *
 * <p>Start at {@link io.queuectl.testkit.MemoryJobStore} and {@link io.queuectl.testkit.JobFixtures}. What is for the tests of applications lives in
 * {@code io.queuectl.testkit.app}, the contract that every store must pass in {@code io.queuectl.testkit.store}. Nothing here knows a database.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.testkit;

import org.jspecify.annotations.NullMarked;
