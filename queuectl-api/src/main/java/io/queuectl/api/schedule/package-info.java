/**
 * Jobs that are enqueued by the clock: what a schedule is, and when it fires.
 *
 * <p>Start at {@link io.queuectl.api.schedule.Schedule}, then {@link io.queuectl.api.schedule.ScheduleSpec}. All of it is calculated from what is handed
 * in: nothing here reads a clock, a database or the zone of the machine. Who fires lives in the core.
 *
 * @since 0.1
 */
@NullMarked
package io.queuectl.api.schedule;

import org.jspecify.annotations.NullMarked;
