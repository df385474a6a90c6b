/**
 * Spans around enqueueing and attempts, and the trace that goes from one to the other with the job. Start at {@link io.queuectl.opentelemetry.JobTracing}.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.opentelemetry;

import org.jspecify.annotations.NullMarked;
