/** Runs contenders in turn, phase by phase, and keeps every value: start with {@link io.queuectl.benchmarks.race.Race}. */
@NullMarked
package io.queuectl.benchmarks.race;

import org.jspecify.annotations.NullMarked;
