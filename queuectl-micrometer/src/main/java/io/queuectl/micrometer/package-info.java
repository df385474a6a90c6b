/**
 * What a queue measures, in Micrometer's registries. Start at {@link io.queuectl.micrometer.MicrometerMetrics}.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.micrometer;

import org.jspecify.annotations.NullMarked;
