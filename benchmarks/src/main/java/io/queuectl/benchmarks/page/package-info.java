/**
 * What draws docs/performance.md: the results kept in benchmarks/results become charts in docs/charts and tables between the page's markers. Nothing
 * here measures. Start at {@link io.queuectl.benchmarks.page.Drawing}.
 */
@NullMarked
package io.queuectl.benchmarks.page;

import org.jspecify.annotations.NullMarked;
