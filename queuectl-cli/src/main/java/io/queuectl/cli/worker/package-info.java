/**
 * A worker process of the command line: what it serves, how it stops, what it tells, and how it goes into the background. The
 * engine itself is the core's. Start at {@link io.queuectl.cli.worker.ForegroundWorker}.
 */
@NullMarked
package io.queuectl.cli.worker;

import org.jspecify.annotations.NullMarked;
