/**
 * The contract of {@link io.queuectl.core.spi.JobStore} as tests.
 *
 * <p>Whoever writes a store extends {@link io.queuectl.testkit.store.JobStoreContract} in one test class and says there how to open
 * the store. A bug found in one store becomes a test here, for all of them.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.testkit.store;

import org.jspecify.annotations.NullMarked;
