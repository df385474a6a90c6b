/**
 * What a job costs a store, counted and never timed: statements, round trips and transactions of a fixed workload. Start with
 * {@link io.queuectl.testkit.cost.CostContract}.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.testkit.cost;

import org.jspecify.annotations.NullMarked;
