/** What enqueueing, draining and looking cost beside ever more waiting jobs, for docs/scale.md: start with {@link io.queuectl.benchmarks.scale.Scale}. */
@NullMarked
package io.queuectl.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
