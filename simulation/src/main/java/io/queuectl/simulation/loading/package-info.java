/**
 * Loads the classes of queuectl a second time, as they are but for the calls by which they wait, start threads and read clocks: those go to
 * {@link io.queuectl.simulation.kernel.Jdk}. Plants defects in them on demand. Start at {@link io.queuectl.simulation.loading.SimulatedClasses}.
 */
@NullMarked
package io.queuectl.simulation.loading;

import org.jspecify.annotations.NullMarked;
