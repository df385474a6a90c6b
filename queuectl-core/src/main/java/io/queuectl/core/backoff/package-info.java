/** How long a failed job waits before its next attempt. Pure functions; no clock, no store. *
 * @since 0.1
 */
@NullMarked
package io.queuectl.core.backoff;

import org.jspecify.annotations.NullMarked;
