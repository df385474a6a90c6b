package io.queuectl.benchmarks.page;

import org.jspecify.annotations.Nullable;

/**
 * A contender in one group of a chart.
 *
 * @param rounds {@code null} if it was not measured there
 */
record Bar(String label, Tone tone, @Nullable Rounds rounds) {}
