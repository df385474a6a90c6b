/**
 * Main classes that measure queuectl beside the raw database or the raw operating system, in turn, in one run. {@code benchmarks/run} starts
 * them; docs/performance.md keeps what they printed.
 */
@NullMarked
package io.queuectl.benchmarks;

import org.jspecify.annotations.NullMarked;
