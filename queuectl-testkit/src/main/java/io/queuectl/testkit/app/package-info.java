/**
 * For the tests of applications: a queue for one test, whose time stands still and whose jobs run when the test says so.
 *
 * <p>Start at {@link io.queuectl.testkit.app.QueueTest}. Nothing here knows the contract of stores.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.testkit.app;

import org.jspecify.annotations.NullMarked;
