/**
 * Simulated worlds of queuectl: nodes, those who bring jobs, those who move them, a store with faults, and who writes down what happens. Loaded by
 * {@link io.queuectl.simulation.loading.SimulatedClasses} together with the engine. Start at {@link io.queuectl.simulation.world.World}.
 */
@NullMarked
package io.queuectl.simulation.world;

import org.jspecify.annotations.NullMarked;
