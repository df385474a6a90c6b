package io.queuectl.benchmarks.page;

/**
 * What stands over a chart.
 *
 * @param title what was measured and how durable it was
 * @param detail how to read it
 */
record Caption(String title, String detail) {}
