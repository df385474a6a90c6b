/**
 * The queues that are measured, each behind one interface: {@link io.queuectl.benchmarks.contender.Contender}. What is measured and how is not
 * here but in the package {@code race}.
 */
@NullMarked
package io.queuectl.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
