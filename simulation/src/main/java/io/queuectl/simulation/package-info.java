/**
 * Runs the real engine in simulated worlds, each made of a seed, and checks the histories that come of it. Not published. Start at
 * {@link io.queuectl.simulation.Simulation}.
 */
@NullMarked
package io.queuectl.simulation;

import org.jspecify.annotations.NullMarked;
