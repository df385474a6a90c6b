/**
 * What a disk has after a power loss: whatever strace saw a database write and sync until an acknowledgement is laid down as files, without what was not synced
 * or with some of it, for a test to open. For Linux. Start with {@link io.queuectl.testkit.power.PowerLosses}.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.testkit.power;

import org.jspecify.annotations.NullMarked;
