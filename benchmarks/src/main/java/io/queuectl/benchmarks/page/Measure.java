package io.queuectl.benchmarks.page;

/**
 * What was measured.
 *
 * @param size jobs, or the number that a curve is drawn over
 */
record Measure(String phase, long size, String metric, String unit) {}
