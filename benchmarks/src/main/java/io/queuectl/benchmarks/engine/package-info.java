/**
 * What the engine costs by itself, without a database: JMH benchmarks on a store that does next to nothing. Start with {@link io.queuectl.benchmarks.engine.DrainCost}.
 * Nothing here measures a store.
 */
@NullMarked
package io.queuectl.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
