/**
 * Worker and producer processes of the built command line on one database, people who interfere, and whatever can befall a process; what came of it is one
 * history, held to the invariants of {@code io.queuectl.simulation.check}. Not published. Start at {@link io.queuectl.chaos.Cluster}.
 */
@NullMarked
package io.queuectl.chaos;

import org.jspecify.annotations.NullMarked;
