/**
 * Simulated time and simulated threads: of all threads of a world one runs at a time, and which comes next is drawn from its seed. Knows nothing of queues.
 * Start at {@link io.queuectl.simulation.kernel.Kernel}; what the code under test calls instead of the JDK is in {@link io.queuectl.simulation.kernel.Jdk}.
 */
@NullMarked
package io.queuectl.simulation.kernel;

import org.jspecify.annotations.NullMarked;
