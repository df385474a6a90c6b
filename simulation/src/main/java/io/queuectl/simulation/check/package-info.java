/**
 * What must hold of every history of a queue: seventeen invariants, each a class of its own, and the ledger they look at. Knows events only, so that it judges
 * simulated histories and real ones alike. Start at {@link io.queuectl.simulation.check.HistoryCheck}.
 */
@NullMarked
package io.queuectl.simulation.check;

import org.jspecify.annotations.NullMarked;
