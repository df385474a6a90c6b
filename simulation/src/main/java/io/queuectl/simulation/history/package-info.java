/**
 * What happened in a queue, one event after the other, whether it was simulated or real, and its text form. Start at
 * {@link io.queuectl.simulation.history.Event}.
 */
@NullMarked
package io.queuectl.simulation.history;

import org.jspecify.annotations.NullMarked;
